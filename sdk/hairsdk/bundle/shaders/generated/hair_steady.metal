// Generated from hair_steady.slang: do not edit.

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
    int cell;
    float ease;
    float noise;
    float carry;
};

struct KernelContext_0
{
    Settings constant* settings;
    texture2d<float, access::sample> small;
    texture2d<float, access::sample> grey;
    texture2d<float, access::sample> motion;
    texture2d<float, access::sample> greyBefore;
    texture2d<float, access::sample> slopes;
    texture2d<float, access::sample> moved;
    texture2d<float, access::sample> coarse;
    texture2d<float, access::sample> trusted;
    texture2d<float, access::sample> before;
};

vertex vertexOutput_0 hair_steady_fullscreen(uint index_0 [[vertex_id]])
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

struct pixelOutput_0
{
    float4 output_1 [[color(0)]];
};

fragment pixelOutput_0 greyOfCells(float4 position_0 [[position]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> small [[texture(0)]])
{
    thread KernelContext_0 kernelContext_1;
    (&kernelContext_1)->settings = settings;
    (&kernelContext_1)->small = small;
    int2 _S4 = int2(position_0.xy) * int2(settings->cell) ;
    float3 _S5 = float3(0.0f) ;
    int y_0 = int(0);
    float3 sum_0 = _S5;
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
            int3 _S6 = int3(_S4 + int2(x_0, y_0), int(0));
            float3 sum_1 = sum_0 + (((&kernelContext_1)->small).read(vec<uint,2>(((_S6)).xy), uint(((_S6)).z))).xyz;
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    float level_0 = dot(sum_0, float3(0.29899999499320984f, 0.58700001239776611f, 0.11400000005960464f)) * 255.0f / float(settings->cell * settings->cell);
    pixelOutput_0 _S7 = { float4(level_0, level_0, level_0, 1.0f) };
    return _S7;
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
    int2 _S8 = int2(int(1)) ;
    int2 _S9 = size_0 - _S8;
    float2 texel_0 = clamp(centre_0 * float2(size_0) / span_0 - float2(0.5f) , float2(0.0f) , float2(_S9));
    thread Place_0 place_0;
    int2 _S10 = int2(texel_0);
    (&place_0)->low_0 = _S10;
    (&place_0)->high_0 = min(_S10 + _S8, _S9);
    (&place_0)->share_0 = texel_0 - float2(_S10);
    return place_0;
}

static float4 bilinear_0(texture2d<float, access::sample> image_1, const Place_0 thread* at_0)
{
    int3 _S11 = int3(at_0->low_0, int(0));
    int3 _S12 = int3(at_0->high_0.x, at_0->low_0.y, int(0));
    int3 _S13 = int3(at_0->low_0.x, at_0->high_0.y, int(0));
    int3 _S14 = int3(at_0->high_0, int(0));
    float4 _S15 = float4(at_0->share_0.x) ;
    return mix(mix(((image_1).read(vec<uint,2>(((_S11)).xy), uint(((_S11)).z))), ((image_1).read(vec<uint,2>(((_S12)).xy), uint(((_S12)).z))), _S15), mix(((image_1).read(vec<uint,2>(((_S13)).xy), uint(((_S13)).z))), ((image_1).read(vec<uint,2>(((_S14)).xy), uint(((_S14)).z))), _S15), float4(at_0->share_0.y) );
}

struct pixelOutput_1
{
    float4 output_2 [[color(0)]];
};

fragment pixelOutput_1 halve(float4 position_1 [[position]], texture2d<float, access::sample> grey [[texture(1)]])
{
    thread KernelContext_0 kernelContext_2;
    (&kernelContext_2)->grey = grey;
    int2 size_1 = sizeOf_0(grey);
    float2 _S16 = position_1.xy;
    int2 _S17 = (size_1 + int2(int(1)) ) / int2(int(2)) ;
    thread Place_0 _S18 = placeOf_0(_S16, float2(_S17), size_1);
    float4 _S19 = bilinear_0((&kernelContext_2)->grey, &_S18);
    pixelOutput_1 _S20 = { _S19 };
    return _S20;
}

static float2 motionAt_0(float2 centre_1, int2 size_2, KernelContext_0 thread* kernelContext_3)
{
    int2 known_0 = sizeOf_0(kernelContext_3->motion);
    float2 _S21 = float2(size_2);
    thread Place_0 _S22 = placeOf_0(centre_1, _S21, known_0);
    float4 _S23 = bilinear_0(kernelContext_3->motion, &_S22);
    return _S23.xy * _S21 / float2(known_0);
}

static float levelAt_0(int2 cell_1, KernelContext_0 thread* kernelContext_4)
{
    int3 _S24 = int3(clamp(cell_1, int2(int(0)) , sizeOf_0(kernelContext_4->grey) - int2(int(1)) ), int(0));
    return ((kernelContext_4->grey).read(vec<uint,2>(((_S24)).xy), uint(((_S24)).z))).x;
}

struct pixelOutput_2
{
    float4 output_3 [[color(0)]];
};

fragment pixelOutput_2 slopesOfCells(float4 position_2 [[position]], texture2d<float, access::sample> grey [[texture(1)]], texture2d<float, access::sample> motion [[texture(3)]], texture2d<float, access::sample> greyBefore [[texture(2)]])
{
    thread KernelContext_0 kernelContext_5;
    (&kernelContext_5)->grey = grey;
    (&kernelContext_5)->motion = motion;
    (&kernelContext_5)->greyBefore = greyBefore;
    float2 _S25 = position_2.xy;
    int2 _S26 = int2(_S25);
    int2 size_3 = sizeOf_0(grey);
    float2 _S27 = motionAt_0(_S25, size_3, &kernelContext_5);
    thread Place_0 _S28 = placeOf_0(_S25 + _S27, float2(size_3), size_3);
    float4 _S29 = bilinear_0((&kernelContext_5)->greyBefore, &_S28);
    float seen_0 = _S29.x;
    int2 _S30 = int2(int(1), int(0));
    float _S31 = levelAt_0(_S26 + _S30, &kernelContext_5);
    float _S32 = levelAt_0(_S26 - _S30, &kernelContext_5);
    float right_0 = 0.5f * (_S31 - _S32);
    int2 _S33 = int2(int(0), int(1));
    float _S34 = levelAt_0(_S26 + _S33, &kernelContext_5);
    float _S35 = levelAt_0(_S26 - _S33, &kernelContext_5);
    float down_0 = 0.5f * (_S34 - _S35);
    float _S36 = levelAt_0(_S26, &kernelContext_5);
    pixelOutput_2 _S37 = { float4(right_0, down_0, seen_0 - _S36, 1.0f) };
    return _S37;
}

static float3 slopesAt_0(int2 cell_2, KernelContext_0 thread* kernelContext_6)
{
    int3 _S38 = int3(clamp(cell_2, int2(int(0)) , sizeOf_0(kernelContext_6->slopes) - int2(int(1)) ), int(0));
    return ((kernelContext_6->slopes).read(vec<uint,2>(((_S38)).xy), uint(((_S38)).z))).xyz;
}

struct pixelOutput_3
{
    float4 output_4 [[color(0)]];
};

fragment pixelOutput_3 advance(float4 position_3 [[position]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> motion [[texture(3)]], texture2d<float, access::sample> slopes [[texture(4)]])
{
    thread KernelContext_0 kernelContext_7;
    (&kernelContext_7)->settings = settings;
    (&kernelContext_7)->motion = motion;
    (&kernelContext_7)->slopes = slopes;
    float2 _S39 = position_3.xy;
    int2 _S40 = int2(_S39);
    float3 _S41 = float3(0.0f) ;
    float2 _S42 = float2(0.0f) ;
    int y_1 = int(-2);
    float3 squares_0 = _S41;
    float2 missing_0 = _S42;
    for(;;)
    {
        if(y_1 <= int(2))
        {
        }
        else
        {
            break;
        }
        int x_1 = int(-2);
        for(;;)
        {
            if(x_1 <= int(2))
            {
            }
            else
            {
                break;
            }
            float3 _S43 = slopesAt_0(_S40 + int2(x_1, y_1), &kernelContext_7);
            float2 _S44 = _S43.xy;
            float3 squares_1 = squares_0 + float3(_S44 * _S44, _S43.x * _S43.y);
            float2 missing_1 = missing_0 + _S44 * float2(_S43.z) ;
            x_1 = x_1 + int(1);
            squares_0 = squares_1;
            missing_0 = missing_1;
        }
        y_1 = y_1 + int(1);
    }
    float2 _S45 = float2(25.0f) ;
    float2 own_0 = squares_0.xy / _S45 + float2((&kernelContext_7)->settings->ease) ;
    float both_0 = squares_0.z / 25.0f;
    float2 missing_2 = missing_0 / _S45;
    float _S46 = missing_2.y;
    float _S47 = own_0.y;
    float _S48 = missing_2.x;
    float _S49 = own_0.x;
    float2 further_0 = float2(both_0 * _S46 - _S47 * _S48, both_0 * _S48 - _S49 * _S46) / float2((_S49 * _S47 - both_0 * both_0)) ;
    float2 _S50 = motionAt_0(_S39, sizeOf_0((&kernelContext_7)->slopes), &kernelContext_7);
    pixelOutput_3 _S51 = { float4(_S50 + clamp(further_0, float2(-2.0f) , float2(2.0f) ), 0.0f, 1.0f) };
    return _S51;
}

struct pixelOutput_4
{
    float4 output_5 [[color(0)]];
};

fragment pixelOutput_4 calm(float4 position_4 [[position]], texture2d<float, access::sample> moved [[texture(5)]])
{
    thread KernelContext_0 kernelContext_8;
    (&kernelContext_8)->moved = moved;
    int2 _S52 = int2(position_4.xy);
    int2 _S53 = sizeOf_0(moved) - int2(int(1)) ;
    float2 _S54 = float2(0.0f) ;
    int y_2 = int(-2);
    float2 sum_2 = _S54;
    for(;;)
    {
        if(y_2 <= int(2))
        {
        }
        else
        {
            break;
        }
        int x_2 = int(-2);
        for(;;)
        {
            if(x_2 <= int(2))
            {
            }
            else
            {
                break;
            }
            int3 _S55 = int3(clamp(_S52 + int2(x_2, y_2), int2(int(0)) , _S53), int(0));
            float2 sum_3 = sum_2 + (((&kernelContext_8)->moved).read(vec<uint,2>(((_S55)).xy), uint(((_S55)).z))).xy;
            x_2 = x_2 + int(1);
            sum_2 = sum_3;
        }
        y_2 = y_2 + int(1);
    }
    pixelOutput_4 _S56 = { float4(sum_2 / float2(25.0f) , 0.0f, 1.0f) };
    return _S56;
}

struct pixelOutput_5
{
    float4 output_6 [[color(0)]];
};

fragment pixelOutput_5 trust(float4 position_5 [[position]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> motion [[texture(3)]], texture2d<float, access::sample> slopes [[texture(4)]])
{
    thread KernelContext_0 kernelContext_9;
    (&kernelContext_9)->settings = settings;
    (&kernelContext_9)->motion = motion;
    (&kernelContext_9)->slopes = slopes;
    int2 _S57 = int2(position_5.xy);
    int y_3 = int(-2);
    float sum_4 = 0.0f;
    for(;;)
    {
        if(y_3 <= int(2))
        {
        }
        else
        {
            break;
        }
        int x_3 = int(-2);
        for(;;)
        {
            if(x_3 <= int(2))
            {
            }
            else
            {
                break;
            }
            float3 _S58 = slopesAt_0(_S57 + int2(x_3, y_3), &kernelContext_9);
            float sum_5 = sum_4 + abs(_S58.z);
            x_3 = x_3 + int(1);
            sum_4 = sum_5;
        }
        y_3 = y_3 + int(1);
    }
    float difference_0 = sum_4 / 25.0f / (&kernelContext_9)->settings->noise;
    int3 _S59 = int3(_S57, int(0));
    pixelOutput_5 _S60 = { float4((((&kernelContext_9)->motion).read(vec<uint,2>(((_S59)).xy), uint(((_S59)).z))).xy, (&kernelContext_9)->settings->carry * exp(- difference_0 * difference_0), 1.0f) };
    return _S60;
}

struct pixelOutput_6
{
    float4 output_7 [[color(0)]];
};

fragment pixelOutput_6 steady(float4 position_6 [[position]], texture2d<float, access::sample> coarse [[texture(7)]], texture2d<float, access::sample> trusted [[texture(6)]], texture2d<float, access::sample> before [[texture(8)]])
{
    thread KernelContext_0 kernelContext_10;
    (&kernelContext_10)->coarse = coarse;
    (&kernelContext_10)->trusted = trusted;
    (&kernelContext_10)->before = before;
    int2 size_4 = sizeOf_0(coarse);
    int2 cells_0 = sizeOf_0(trusted);
    float2 _S61 = position_6.xy;
    int3 _S62 = int3(int2(_S61), int(0));
    float hair_0 = ((coarse).read(vec<uint,2>(((_S62)).xy), uint(((_S62)).z))).x;
    float2 _S63 = float2(size_4);
    thread Place_0 _S64 = placeOf_0(_S61, _S63, cells_0);
    float4 _S65 = bilinear_0(trusted, &_S64);
    float3 known_1 = _S65.xyz;
    thread Place_0 _S66 = placeOf_0(_S61 + known_1.xy * _S63 / float2(cells_0), _S63, size_4);
    float4 _S67 = bilinear_0(before, &_S66);
    float change_0 = _S67.x - hair_0;
    float hair_1 = hair_0 + known_1.z * clamp(1.5f - 1.5f * abs(change_0), 0.0f, 1.0f) * change_0;
    pixelOutput_6 _S68 = { float4(hair_1, hair_1, hair_1, 1.0f) };
    return _S68;
}
