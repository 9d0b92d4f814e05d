// Generated from hair_mask.slang: do not edit.

#include <metal_stdlib>
#include <metal_math>
#include <metal_texture>
using namespace metal;
struct vertexOutput_0
{
    float4 output_0 [[position]];
};

struct Settings
{
    float2 scale;
    float toe;
    float noise;
    int cell;
    int radius;
    int reach;
    float unsure;
};

struct KernelContext_0
{
    texture2d<float, access::sample> seen;
    Settings constant* settings;
    texture2d<float, access::sample> coarse;
    texture2d<float, access::sample> cells;
    texture2d<float, access::sample> ramps;
    texture2d<float, access::sample> doubts;
    texture2d<float, access::sample> edges;
    texture2d<float, access::sample> lines;
};

vertex vertexOutput_0 hair_mask_fullscreen(uint index_0 [[vertex_id]])
{
    float _S1;
    if(index_0 == 1U)
    {
        _S1 = 3.0f;
    }
    else
    {
        _S1 = -1.0f;
    }
    float _S2;
    if(index_0 == 2U)
    {
        _S2 = 3.0f;
    }
    else
    {
        _S2 = -1.0f;
    }
    vertexOutput_0 _S3 = { float4(_S1, _S2, 0.0f, 1.0f) };
    return _S3;
}

static int2 sizeOf_0(texture2d<float, access::sample> image_0)
{
    thread uint width_0;
    thread uint height_0;
    (*((&width_0)) = (image_0).get_width(0)),(*((&height_0)) = (image_0).get_height(0));
    return int2(int(width_0), int(height_0));
}

struct Place_0
{
    int2 low_0;
    int2 high_0;
    float2 share_0;
};

static Place_0 placeOf_0(float2 centre_0, float2 span_0, int2 size_0)
{
    int2 _S4 = int2(int(1)) ;
    int2 _S5 = size_0 - _S4;
    float2 texel_0 = clamp(centre_0 * float2(size_0) / span_0 - float2(0.5f) , float2(0.0f) , float2(_S5));
    thread Place_0 place_0;
    int2 _S6 = int2(texel_0);
    (&place_0)->low_0 = _S6;
    (&place_0)->high_0 = min(_S6 + _S4, _S5);
    (&place_0)->share_0 = texel_0 - float2(_S6);
    return place_0;
}

static float4 bilinear_0(texture2d<float, access::sample> image_1, const Place_0 thread* at_0)
{
    int3 _S7 = int3(at_0->low_0, int(0));
    int3 _S8 = int3(at_0->high_0.x, at_0->low_0.y, int(0));
    int3 _S9 = int3(at_0->low_0.x, at_0->high_0.y, int(0));
    int3 _S10 = int3(at_0->high_0, int(0));
    float4 _S11 = float4(at_0->share_0.x) ;
    return mix(mix(((image_1).read(vec<uint,2>(((_S7)).xy), uint(((_S7)).z))), ((image_1).read(vec<uint,2>(((_S8)).xy), uint(((_S8)).z))), _S11), mix(((image_1).read(vec<uint,2>(((_S9)).xy), uint(((_S9)).z))), ((image_1).read(vec<uint,2>(((_S10)).xy), uint(((_S10)).z))), _S11), float4(at_0->share_0.y) );
}

struct pixelOutput_0
{
    float4 output_1 [[color(0)]];
};

fragment pixelOutput_0 shrink(float4 position_0 [[position]], texture2d<float, access::sample> seen [[texture(0)]], Settings constant* settings [[buffer(0)]])
{
    thread KernelContext_0 kernelContext_1;
    (&kernelContext_1)->seen = seen;
    (&kernelContext_1)->settings = settings;
    int2 size_1 = sizeOf_0(seen);
    thread Place_0 _S12 = placeOf_0(position_0.xy * settings->scale, float2(size_1), size_1);
    float4 _S13 = bilinear_0(seen, &_S12);
    pixelOutput_0 _S14 = { _S13 };
    return _S14;
}

static float cutToe_0(float probability_0, float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0f - 2.0f * toe_1), 0.0f, 1.0f);
}

static float hairAt_0(float2 centre_1, float2 span_1, KernelContext_0 thread* kernelContext_2)
{
    Place_0 at_1 = placeOf_0(centre_1, span_1, sizeOf_0(kernelContext_2->coarse));
    int3 _S15 = int3(at_1.low_0, int(0));
    int3 _S16 = int3(at_1.high_0.x, at_1.low_0.y, int(0));
    int3 _S17 = int3(at_1.low_0.x, at_1.high_0.y, int(0));
    int3 _S18 = int3(at_1.high_0, int(0));
    float _S19 = at_1.share_0.x;
    return mix(mix(cutToe_0(((kernelContext_2->coarse).read(vec<uint,2>(((_S15)).xy), uint(((_S15)).z))).x, kernelContext_2->settings->toe), cutToe_0(((kernelContext_2->coarse).read(vec<uint,2>(((_S16)).xy), uint(((_S16)).z))).x, kernelContext_2->settings->toe), _S19), mix(cutToe_0(((kernelContext_2->coarse).read(vec<uint,2>(((_S17)).xy), uint(((_S17)).z))).x, kernelContext_2->settings->toe), cutToe_0(((kernelContext_2->coarse).read(vec<uint,2>(((_S18)).xy), uint(((_S18)).z))).x, kernelContext_2->settings->toe), _S19), at_1.share_0.y);
}

struct pixelOutput_1
{
    float4 output_2 [[color(0)]];
};

fragment pixelOutput_1 coloursOfCells(float4 position_1 [[position]], texture2d<float, access::sample> seen [[texture(0)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> coarse [[texture(1)]])
{
    thread KernelContext_0 kernelContext_3;
    (&kernelContext_3)->seen = seen;
    (&kernelContext_3)->settings = settings;
    (&kernelContext_3)->coarse = coarse;
    int2 size_2 = sizeOf_0(seen);
    float2 _S20 = position_1.xy;
    int2 _S21 = int2(_S20) * int2(settings->cell) ;
    float3 _S22 = float3(0.0f) ;
    int y_0 = int(0);
    float3 sum_0 = _S22;
    for(;;)
    {
        if(y_0 < (settings->cell))
        {
        }
        else
        {
            break;
        }
        int x_0 = int(0);
        for(;;)
        {
            if(x_0 < (settings->cell))
            {
            }
            else
            {
                break;
            }
            int3 _S23 = int3(min(_S21 + int2(x_0, y_0), size_2 - int2(int(1)) ), int(0));
            float3 sum_1 = sum_0 + (((&kernelContext_3)->seen).read(vec<uint,2>(((_S23)).xy), uint(((_S23)).z))).xyz;
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    float3 _S24 = sum_0 / float3(float(settings->cell * settings->cell)) ;
    float _S25 = hairAt_0((floor(_S20) + float2(0.5f) ) * float2(float(settings->cell)) , float2(size_2), &kernelContext_3);
    pixelOutput_1 _S26 = { float4(_S24, _S25) };
    return _S26;
}

static float4 cellAt_0(int2 cell_1, KernelContext_0 thread* kernelContext_4)
{
    int3 _S27 = int3(clamp(cell_1, int2(int(0)) , sizeOf_0(kernelContext_4->cells) - int2(int(1)) ), int(0));
    return ((kernelContext_4->cells).read(vec<uint,2>(((_S27)).xy), uint(((_S27)).z)));
}

struct pixelOutput_2
{
    float4 output_3 [[color(0)]];
};

fragment pixelOutput_2 rampsOfCells(float4 position_2 [[position]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> cells [[texture(2)]])
{
    thread KernelContext_0 kernelContext_5;
    (&kernelContext_5)->settings = settings;
    (&kernelContext_5)->cells = cells;
    int2 _S28 = int2(position_2.xy);
    int _S29 = - settings->reach;
    float most_0 = 0.0f;
    float least_0 = 1.0f;
    int y_1 = _S29;
    for(;;)
    {
        if(y_1 <= (settings->reach))
        {
        }
        else
        {
            break;
        }
        int x_1 = - settings->reach;
        for(;;)
        {
            if(x_1 <= (settings->reach))
            {
            }
            else
            {
                break;
            }
            float4 _S30 = cellAt_0(_S28 + int2(x_1, y_1), &kernelContext_5);
            float hair_0 = _S30.w;
            float _S31 = max(most_0, hair_0);
            float _S32 = min(least_0, hair_0);
            int _S33 = x_1 + int(1);
            most_0 = _S31;
            least_0 = _S32;
            x_1 = _S33;
        }
        y_1 = y_1 + int(1);
    }
    float ramp_0 = clamp((most_0 - least_0) * 2.5f - 1.25f, 0.0f, 1.0f);
    pixelOutput_2 _S34 = { float4(ramp_0, ramp_0, ramp_0, 1.0f) };
    return _S34;
}

struct pixelOutput_3
{
    float4 output_4 [[color(0)]];
};

fragment pixelOutput_3 doubtsOfCells(float4 position_3 [[position]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> cells [[texture(2)]], texture2d<float, access::sample> ramps [[texture(3)]])
{
    thread KernelContext_0 kernelContext_6;
    (&kernelContext_6)->settings = settings;
    (&kernelContext_6)->cells = cells;
    (&kernelContext_6)->ramps = ramps;
    int2 _S35 = int2(position_3.xy);
    int2 _S36 = sizeOf_0(ramps) - int2(int(1)) ;
    int y_2 = - settings->radius;
    float spread_0 = 0.0f;
    float edge_0 = 0.0f;
    for(;;)
    {
        if(y_2 <= (settings->radius))
        {
        }
        else
        {
            break;
        }
        int x_2 = - settings->radius;
        for(;;)
        {
            if(x_2 <= (settings->radius))
            {
            }
            else
            {
                break;
            }
            int2 at_2 = clamp(_S35 + int2(x_2, y_2), int2(int(0)) , _S36);
            float4 _S37 = cellAt_0(at_2, &kernelContext_6);
            float hair_1 = _S37.w;
            float spread_1 = spread_0 + 4.0f * hair_1 * (1.0f - hair_1);
            int3 _S38 = int3(at_2, int(0));
            float edge_1 = edge_0 + (((&kernelContext_6)->ramps).read(vec<uint,2>(((_S38)).xy), uint(((_S38)).z))).x;
            x_2 = x_2 + int(1);
            spread_0 = spread_1;
            edge_0 = edge_1;
        }
        y_2 = y_2 + int(1);
    }
    float side_0 = float(int(2) * settings->radius + int(1));
    float area_0 = side_0 * side_0;
    float4 _S39 = cellAt_0(_S35, &kernelContext_6);
    float here_0 = _S39.w;
    float own_0 = min(6.0f * here_0 * (1.0f - here_0), 1.0f) * edge_0 / area_0;
    float doubt_0 = spread_0 / area_0 * own_0 * own_0;
    pixelOutput_3 _S40 = { float4(doubt_0, doubt_0, doubt_0, 1.0f) };
    return _S40;
}

struct pixelOutput_4
{
    float4 output_5 [[color(0)]];
};

fragment pixelOutput_4 linesOfCells(float4 position_4 [[position]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> cells [[texture(2)]], texture2d<float, access::sample> doubts [[texture(4)]])
{
    thread KernelContext_0 kernelContext_7;
    (&kernelContext_7)->settings = settings;
    (&kernelContext_7)->cells = cells;
    (&kernelContext_7)->doubts = doubts;
    int2 _S41 = int2(int(1)) ;
    int2 cell_2 = int2(position_4.xy) - _S41;
    float3 _S42 = float3(0.0f) ;
    int y_3 = - settings->radius;
    float3 mean_0 = _S42;
    float3 hair_2 = _S42;
    float weight_0 = 0.0f;
    for(;;)
    {
        if(y_3 <= (settings->radius))
        {
        }
        else
        {
            break;
        }
        int x_3 = - settings->radius;
        for(;;)
        {
            if(x_3 <= (settings->radius))
            {
            }
            else
            {
                break;
            }
            float4 _S43 = cellAt_0(cell_2 + int2(x_3, y_3), &kernelContext_7);
            float3 _S44 = _S43.xyz;
            float3 mean_1 = mean_0 + _S44;
            float _S45 = _S43.w;
            float3 hair_3 = hair_2 + float3(_S45)  * _S44;
            float weight_1 = weight_0 + _S45;
            x_3 = x_3 + int(1);
            mean_0 = mean_1;
            hair_2 = hair_3;
            weight_0 = weight_1;
        }
        y_3 = y_3 + int(1);
    }
    float side_1 = float(int(2) * settings->radius + int(1));
    float area_1 = side_1 * side_1;
    float weight_2 = clamp(weight_0 / area_1, 0.00100000004749745f, 0.99900001287460327f);
    float3 _S46 = float3(area_1) ;
    float3 background_0 = (mean_0 - hair_2) / _S46 / float3((1.0f - weight_2)) ;
    float3 way_0 = hair_2 / _S46 / float3(weight_2)  - background_0;
    float length_0 = dot(way_0, way_0);
    int3 _S47 = int3(clamp(cell_2, int2(int(0)) , sizeOf_0((&kernelContext_7)->doubts) - _S41), int(0));
    float trust_0 = length_0 * (((&kernelContext_7)->doubts).read(vec<uint,2>(((_S47)).xy), uint(((_S47)).z))).x;
    float share_1 = trust_0 / (trust_0 + (&kernelContext_7)->settings->noise * (&kernelContext_7)->settings->noise);
    float3 slope_0 = way_0 * float3((share_1 / max(length_0, 9.99999997475242708e-07f))) ;
    float _S48 = 1.0f - share_1;
    float4 _S49 = cellAt_0(cell_2, &kernelContext_7);
    pixelOutput_4 _S50 = { float4(slope_0, _S48 * _S49.w - dot(slope_0, background_0)) };
    return _S50;
}

struct pixelOutput_5
{
    float4 output_6 [[color(0)]];
};

fragment pixelOutput_5 edgesOfTiles(float4 position_5 [[position]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> doubts [[texture(4)]])
{
    thread KernelContext_0 kernelContext_8;
    (&kernelContext_8)->settings = settings;
    (&kernelContext_8)->doubts = doubts;
    int2 _S51 = int2(int(12)) ;
    int2 first_0 = int2(position_5.xy) * _S51;
    int2 _S52 = min(first_0 + _S51, sizeOf_0(doubts));
    int y_4 = first_0.y;
    float sum_2 = 0.0f;
    for(;;)
    {
        if(y_4 < (_S52.y))
        {
        }
        else
        {
            break;
        }
        int x_4 = first_0.x;
        for(;;)
        {
            if(x_4 < (_S52.x))
            {
            }
            else
            {
                break;
            }
            int3 _S53 = int3(x_4, y_4, int(0));
            float sum_3 = sum_2 + (((&kernelContext_8)->doubts).read(vec<uint,2>(((_S53)).xy), uint(((_S53)).z))).x;
            x_4 = x_4 + int(1);
            sum_2 = sum_3;
        }
        y_4 = y_4 + int(1);
    }
    float4 _S54;
    if(sum_2 > ((&kernelContext_8)->settings->unsure * 144.0f))
    {
        _S54 = float4(1.0f) ;
    }
    else
    {
        _S54 = float4(0.0f, 0.0f, 0.0f, 1.0f);
    }
    pixelOutput_5 _S55 = { _S54 };
    return _S55;
}

struct pixelOutput_6
{
    float4 output_7 [[color(0)]];
};

fragment pixelOutput_6 matte(float4 position_6 [[position]], texture2d<float, access::sample> seen [[texture(0)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> coarse [[texture(1)]], texture2d<float, access::sample> edges [[texture(6)]], texture2d<float, access::sample> lines [[texture(5)]])
{
    thread KernelContext_0 kernelContext_9;
    (&kernelContext_9)->seen = seen;
    (&kernelContext_9)->settings = settings;
    (&kernelContext_9)->coarse = coarse;
    (&kernelContext_9)->edges = edges;
    (&kernelContext_9)->lines = lines;
    int2 _S56 = int2(position_6.xy);
    float2 centre_2 = float2(_S56) + float2(0.5f) ;
    int2 cell_3 = _S56 / int2(settings->cell) ;
    int2 _S57 = cell_3 / int2(int(12)) ;
    int3 _S58 = int3(_S57, int(0));
    float alpha_0;
    if(((((&kernelContext_9)->edges).read(vec<uint,2>(((_S58)).xy), uint(((_S58)).z))).x) > 0.5f)
    {
        int2 size_3 = sizeOf_0((&kernelContext_9)->lines);
        thread Place_0 _S59 = placeOf_0(centre_2 + float2(float(settings->cell)) , float2(size_3 * int2(settings->cell) ), size_3);
        float4 _S60 = bilinear_0((&kernelContext_9)->lines, &_S59);
        int3 _S61 = int3(_S56, int(0));
        alpha_0 = clamp(dot(_S60.xyz, (((&kernelContext_9)->seen).read(vec<uint,2>(((_S61)).xy), uint(((_S61)).z))).xyz) + _S60.w, 0.0f, 1.0f);
    }
    else
    {
        float _S62 = hairAt_0(centre_2, float2(sizeOf_0((&kernelContext_9)->seen)), &kernelContext_9);
        alpha_0 = _S62;
    }
    pixelOutput_6 _S63 = { float4(alpha_0, alpha_0, alpha_0, 1.0f) };
    return _S63;
}
