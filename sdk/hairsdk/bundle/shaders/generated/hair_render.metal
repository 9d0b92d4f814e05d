// Generated from hair_render.slang: do not edit.

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
    float intensityDark;
    float intensityLight;
    float strength;
    float toe;
    float slow;
    float fast;
    float jump;
    float leastHair;
    float2 windowAt;
    float2 windowSize;
    float head;
};

struct KernelContext_0
{
    texture2d<float, access::sample> small;
    texture2d<float, access::sample> heads;
    Settings constant* settings;
    texture2d<float, access::sample> coarse;
    texture2d<float, access::sample> sums;
    texture2d<float, access::sample> previousState;
    texture2d<float, access::sample> frame;
    texture2d<float, access::sample> mask;
    texture2d<float, access::sample> state;
    texture3d<float, access::sample> darkLut;
    texture3d<float, access::sample> lightLut;
};

vertex vertexOutput_0 hair_render_fullscreen(uint index_0 [[vertex_id]])
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

static bool isOfHead_0(float2 place_0, float2 span_0, KernelContext_0 thread* kernelContext_1)
{
    int2 _S4 = sizeOf_0(kernelContext_1->heads);
    int3 _S5 = int3(min(int2(place_0 * float2(_S4) / span_0), _S4 - int2(int(1)) ), int(0));
    return (round(((kernelContext_1->heads).read(vec<uint,2>(((_S5)).xy), uint(((_S5)).z))).x * 255.0f)) == (kernelContext_1->settings->head);
}

static float cutToe_0(float probability_0, float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0f - 2.0f * toe_1), 0.0f, 1.0f);
}

struct pixelOutput_0
{
    float4 output_1 [[color(0)]];
};

fragment pixelOutput_0 measure(float4 position_0 [[position]], texture2d<float, access::sample> small [[texture(0)]], texture2d<float, access::sample> heads [[texture(9)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> coarse [[texture(1)]])
{
    thread KernelContext_0 kernelContext_2;
    (&kernelContext_2)->small = small;
    (&kernelContext_2)->heads = heads;
    (&kernelContext_2)->settings = settings;
    (&kernelContext_2)->coarse = coarse;
    int2 _S6 = int2(int(16)) ;
    int2 first_0 = int2(position_0.xy) * _S6;
    int2 _S7 = sizeOf_0(small);
    int2 _S8 = min(first_0 + _S6, _S7);
    float3 _S9 = float3(0.0f) ;
    int y_0 = first_0.y;
    float3 sum_0 = _S9;
    for(;;)
    {
        if(y_0 < (_S8.y))
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for(;;)
        {
            if(x_0 < (_S8.x))
            {
            }
            else
            {
                break;
            }
            bool _S10 = isOfHead_0(float2(float(x_0), float(y_0)) + float2(0.5f) , float2(_S7), &kernelContext_2);
            float weight_0;
            if(_S10)
            {
                int3 _S11 = int3(x_0, y_0, int(0));
                weight_0 = cutToe_0((((&kernelContext_2)->coarse).read(vec<uint,2>(((_S11)).xy), uint(((_S11)).z))).x, (&kernelContext_2)->settings->toe);
            }
            else
            {
                weight_0 = 0.0f;
            }
            int3 _S12 = int3(x_0, y_0, int(0));
            float3 sum_1 = sum_0 + float3(weight_0 * dot((((&kernelContext_2)->small).read(vec<uint,2>(((_S12)).xy), uint(((_S12)).z))).xyz, float3(0.2125999927520752f, 0.71520000696182251f, 0.07220000028610229f)), weight_0, 1.0f);
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    pixelOutput_0 _S13 = { float4(sum_0 / float3(256.0f) , 1.0f) };
    return _S13;
}

static float3 sumOfBlock_0(int2 first_1, KernelContext_0 thread* kernelContext_3)
{
    int2 _S14 = min(first_1 + int2(int(16)) , sizeOf_0(kernelContext_3->sums));
    float3 _S15 = float3(0.0f) ;
    int y_1 = first_1.y;
    float3 sum_2 = _S15;
    for(;;)
    {
        if(y_1 < (_S14.y))
        {
        }
        else
        {
            break;
        }
        int x_1 = first_1.x;
        for(;;)
        {
            if(x_1 < (_S14.x))
            {
            }
            else
            {
                break;
            }
            int3 _S16 = int3(x_1, y_1, int(0));
            float3 sum_3 = sum_2 + ((kernelContext_3->sums).read(vec<uint,2>(((_S16)).xy), uint(((_S16)).z))).xyz;
            x_1 = x_1 + int(1);
            sum_2 = sum_3;
        }
        y_1 = y_1 + int(1);
    }
    return sum_2;
}

struct pixelOutput_1
{
    float4 output_2 [[color(0)]];
};

fragment pixelOutput_1 gather(float4 position_1 [[position]], texture2d<float, access::sample> sums [[texture(2)]])
{
    thread KernelContext_0 kernelContext_4;
    (&kernelContext_4)->sums = sums;
    float3 _S17 = sumOfBlock_0(int2(position_1.xy) * int2(int(16)) , &kernelContext_4);
    pixelOutput_1 _S18 = { float4(_S17 / float3(256.0f) , 1.0f) };
    return _S18;
}

struct pixelOutput_2
{
    float4 output_3 [[color(0)]];
};

fragment pixelOutput_2 settle(float4 position_2 [[position]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]])
{
    thread KernelContext_0 kernelContext_5;
    (&kernelContext_5)->settings = settings;
    (&kernelContext_5)->sums = sums;
    (&kernelContext_5)->previousState = previousState;
    float3 _S19 = sumOfBlock_0(int2(int(0)) , &kernelContext_5);
    int3 _S20 = int3(int(0), int(0), int(0));
    float2 before_0 = (((&kernelContext_5)->previousState).read(vec<uint,2>(((_S20)).xy), uint(((_S20)).z))).xy;
    float _S21 = _S19.y;
    bool _S22;
    if(_S21 <= 0.0f)
    {
        _S22 = true;
    }
    else
    {
        _S22 = _S21 < ((&kernelContext_5)->settings->leastHair * _S19.z);
    }
    if(_S22)
    {
        pixelOutput_2 _S23 = { float4(before_0, 0.0f, 1.0f) };
        return _S23;
    }
    float intensity_0 = clamp(_S19.x / _S21, 0.0f, 1.0f);
    if((before_0.y) < 0.5f)
    {
        pixelOutput_2 _S24 = { float4(intensity_0, 1.0f, 0.0f, 1.0f) };
        return _S24;
    }
    float _S25 = before_0.x;
    float difference_0 = intensity_0 - _S25;
    float _S26 = min(abs(difference_0) / (&kernelContext_5)->settings->jump, 1.0f);
    pixelOutput_2 _S27 = { float4(_S25 + mix((&kernelContext_5)->settings->slow, (&kernelContext_5)->settings->fast, _S26 * _S26 * (3.0f - 2.0f * _S26)) * difference_0, 1.0f, 0.0f, 1.0f) };
    return _S27;
}

struct Place_0
{
    int2 low_0;
    int2 high_0;
    float2 share_0;
};

static Place_0 placeOf_0(float2 centre_0, float2 span_1, int2 size_0)
{
    int2 _S28 = int2(int(1)) ;
    int2 _S29 = size_0 - _S28;
    float2 texel_0 = clamp(centre_0 * float2(size_0) / span_1 - float2(0.5f) , float2(0.0f) , float2(_S29));
    thread Place_0 place_1;
    int2 _S30 = int2(texel_0);
    (&place_1)->low_0 = _S30;
    (&place_1)->high_0 = min(_S30 + _S28, _S29);
    (&place_1)->share_0 = texel_0 - float2(_S30);
    return place_1;
}

static float4 bilinear_0(texture2d<float, access::sample> image_1, const Place_0 thread* at_0)
{
    int3 _S31 = int3(at_0->low_0, int(0));
    int3 _S32 = int3(at_0->high_0.x, at_0->low_0.y, int(0));
    int3 _S33 = int3(at_0->low_0.x, at_0->high_0.y, int(0));
    int3 _S34 = int3(at_0->high_0, int(0));
    float4 _S35 = float4(at_0->share_0.x) ;
    return mix(mix(((image_1).read(vec<uint,2>(((_S31)).xy), uint(((_S31)).z))), ((image_1).read(vec<uint,2>(((_S32)).xy), uint(((_S32)).z))), _S35), mix(((image_1).read(vec<uint,2>(((_S33)).xy), uint(((_S33)).z))), ((image_1).read(vec<uint,2>(((_S34)).xy), uint(((_S34)).z))), _S35), float4(at_0->share_0.y) );
}

static float hairAt_0(float2 centre_1, KernelContext_0 thread* kernelContext_6)
{
    float2 span_2;
    if((kernelContext_6->settings->windowSize.x) > 0.0f)
    {
        span_2 = kernelContext_6->settings->windowSize;
    }
    else
    {
        span_2 = float2(sizeOf_0(kernelContext_6->frame));
    }
    float2 inside_0 = centre_1 - kernelContext_6->settings->windowAt;
    bool _S36;
    if(any(inside_0 < (float2(0.0f) )))
    {
        _S36 = true;
    }
    else
    {
        _S36 = any(inside_0 > span_2);
    }
    if(_S36)
    {
        _S36 = true;
    }
    else
    {
        bool _S37 = isOfHead_0(inside_0, span_2, kernelContext_6);
        _S36 = !_S37;
    }
    if(_S36)
    {
        return 0.0f;
    }
    thread Place_0 _S38 = placeOf_0(inside_0, span_2, sizeOf_0(kernelContext_6->mask));
    float4 _S39 = bilinear_0(kernelContext_6->mask, &_S38);
    return _S39.x;
}

static int lastOf_0(texture3d<float, access::sample> lut_0)
{
    thread uint width_1;
    thread uint height_1;
    thread uint depth_0;
    (*((&width_1)) = (lut_0).get_width(0)),(*((&height_1)) = (lut_0).get_height(0)),(*((&depth_0)) = (lut_0).get_depth(0));
    return int(width_1) - int(1);
}

static float3 entry_0(int3 place_2, float position_3, KernelContext_0 thread* kernelContext_7)
{
    int4 _S40 = int4(place_2, int(0));
    return mix(((kernelContext_7->darkLut).read(vec<uint,3>(((_S40)).xyz), uint(((_S40)).w))).xyz, ((kernelContext_7->lightLut).read(vec<uint,3>(((_S40)).xyz), uint(((_S40)).w))).xyz, float3(position_3) );
}

static float3 lookUp_0(float3 colour_0, float position_4, KernelContext_0 thread* kernelContext_8)
{
    int last_0 = lastOf_0(kernelContext_8->darkLut);
    float3 _S41 = float3(0.0f) ;
    float3 _S42 = float3(1.0f) ;
    float3 place_3 = clamp(colour_0, _S41, _S42) * float3(float(last_0)) ;
    int3 low_1 = min(int3(place_3), int3((last_0 - int(1))) );
    float3 inside_1 = place_3 - float3(low_1);
    float r_0 = inside_1.x;
    float g_0 = inside_1.y;
    float b_0 = inside_1.z;
    float _S43 = max(r_0, max(g_0, b_0));
    float _S44 = min(r_0, min(g_0, b_0));
    float _S45 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    bool _S46;
    if(r_0 >= g_0)
    {
        _S46 = r_0 >= b_0;
    }
    else
    {
        _S46 = false;
    }
    int3 one_0;
    if(_S46)
    {
        one_0 = int3(int(1), int(0), int(0));
    }
    else
    {
        if(g_0 >= b_0)
        {
            one_0 = int3(int(0), int(1), int(0));
        }
        else
        {
            one_0 = int3(int(0), int(0), int(1));
        }
    }
    if(b_0 <= g_0)
    {
        _S46 = b_0 <= r_0;
    }
    else
    {
        _S46 = false;
    }
    int3 two_0;
    if(_S46)
    {
        two_0 = int3(int(1), int(1), int(0));
    }
    else
    {
        if(g_0 <= r_0)
        {
            two_0 = int3(int(1), int(0), int(1));
        }
        else
        {
            two_0 = int3(int(0), int(1), int(1));
        }
    }
    float _S47 = 1.0f - _S43;
    float3 _S48 = entry_0(low_1, position_4, kernelContext_8);
    float3 result_0 = float3(_S47)  * _S48;
    float _S49 = _S43 - _S45;
    float3 _S50 = entry_0(low_1 + one_0, position_4, kernelContext_8);
    float3 result_1 = result_0 + float3(_S49)  * _S50;
    float _S51 = _S45 - _S44;
    float3 _S52 = entry_0(low_1 + two_0, position_4, kernelContext_8);
    float3 result_2 = result_1 + float3(_S51)  * _S52;
    float3 _S53 = entry_0(low_1 + int3(int(1)) , position_4, kernelContext_8);
    return clamp(result_2 + float3(_S44)  * _S53, _S41, _S42);
}

struct pixelOutput_3
{
    float4 output_4 [[color(0)]];
};

fragment pixelOutput_3 recolor(float4 position_5 [[position]], texture2d<float, access::sample> heads [[texture(9)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> frame [[texture(4)]], texture2d<float, access::sample> mask [[texture(5)]], texture2d<float, access::sample> state [[texture(6)]], texture3d<float, access::sample> darkLut [[texture(7)]], texture3d<float, access::sample> lightLut [[texture(8)]])
{
    thread KernelContext_0 kernelContext_9;
    (&kernelContext_9)->heads = heads;
    (&kernelContext_9)->settings = settings;
    (&kernelContext_9)->frame = frame;
    (&kernelContext_9)->mask = mask;
    (&kernelContext_9)->state = state;
    (&kernelContext_9)->darkLut = darkLut;
    (&kernelContext_9)->lightLut = lightLut;
    int2 _S54 = int2(position_5.xy);
    int3 _S55 = int3(_S54, int(0));
    float4 colour_1 = ((frame).read(vec<uint,2>(((_S55)).xy), uint(((_S55)).z)));
    float _S56 = hairAt_0(float2(_S54) + float2(0.5f) , &kernelContext_9);
    int3 _S57 = int3(int(0), int(0), int(0));
    float4 seen_0 = (((&kernelContext_9)->state).read(vec<uint,2>(((_S57)).xy), uint(((_S57)).z)));
    float share_1;
    if((seen_0.y) > 0.5f)
    {
        share_1 = clamp(_S56 * (&kernelContext_9)->settings->strength, 0.0f, 1.0f);
    }
    else
    {
        share_1 = 0.0f;
    }
    float3 _S58 = colour_1.xyz;
    float3 _S59 = lookUp_0(_S58, clamp((seen_0.x - (&kernelContext_9)->settings->intensityDark) / ((&kernelContext_9)->settings->intensityLight - (&kernelContext_9)->settings->intensityDark), 0.0f, 1.0f), &kernelContext_9);
    pixelOutput_3 _S60 = { float4(mix(_S58, _S59, float3(share_1) ), colour_1.w) };
    return _S60;
}
