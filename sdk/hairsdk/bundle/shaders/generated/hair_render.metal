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
};

struct KernelContext_0
{
    texture2d<float, access::sample> small;
    texture2d<float, access::sample> coarse;
    Settings constant* settings;
    texture2d<float, access::sample> sums;
    texture2d<float, access::sample> previousState;
    texture2d<float, access::sample> frame;
    texture2d<float, access::sample> mask;
    texture2d<float, access::sample> state;
    texture3d<float, access::sample> darkLut;
    texture3d<float, access::sample> lightLut;
};

[[vertex]] vertexOutput_0 hair_render_fullscreen(uint index_0 [[vertex_id]], texture2d<float, access::sample> small [[texture(0)]], texture2d<float, access::sample> coarse [[texture(1)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], texture2d<float, access::sample> frame [[texture(4)]], texture2d<float, access::sample> mask [[texture(5)]], texture2d<float, access::sample> state [[texture(6)]], texture3d<float, access::sample> darkLut [[texture(7)]], texture3d<float, access::sample> lightLut [[texture(8)]])
{
    thread KernelContext_0 kernelContext_0;
    (&kernelContext_0)->small = small;
    (&kernelContext_0)->coarse = coarse;
    (&kernelContext_0)->settings = settings;
    (&kernelContext_0)->sums = sums;
    (&kernelContext_0)->previousState = previousState;
    (&kernelContext_0)->frame = frame;
    (&kernelContext_0)->mask = mask;
    (&kernelContext_0)->state = state;
    (&kernelContext_0)->darkLut = darkLut;
    (&kernelContext_0)->lightLut = lightLut;
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

static float cutToe_0(float probability_0, float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0f - 2.0f * toe_1), 0.0f, 1.0f);
}

struct pixelOutput_0
{
    float4 output_1 [[color(0)]];
};

[[fragment]] pixelOutput_0 measure(float4 position_0 [[position]], texture2d<float, access::sample> small [[texture(0)]], texture2d<float, access::sample> coarse [[texture(1)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], texture2d<float, access::sample> frame [[texture(4)]], texture2d<float, access::sample> mask [[texture(5)]], texture2d<float, access::sample> state [[texture(6)]], texture3d<float, access::sample> darkLut [[texture(7)]], texture3d<float, access::sample> lightLut [[texture(8)]])
{
    thread KernelContext_0 kernelContext_1;
    (&kernelContext_1)->small = small;
    (&kernelContext_1)->coarse = coarse;
    (&kernelContext_1)->settings = settings;
    (&kernelContext_1)->sums = sums;
    (&kernelContext_1)->previousState = previousState;
    (&kernelContext_1)->frame = frame;
    (&kernelContext_1)->mask = mask;
    (&kernelContext_1)->state = state;
    (&kernelContext_1)->darkLut = darkLut;
    (&kernelContext_1)->lightLut = lightLut;
    int2 _S4 = int2(int(16)) ;
    int2 first_0 = int2(position_0.xy) * _S4;
    int2 _S5 = min(first_0 + _S4, sizeOf_0(small));
    float3 _S6 = float3(0.0f) ;
    int y_0 = first_0.y;
    float3 sum_0 = _S6;
    for(;;)
    {
        if(y_0 < (_S5.y))
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for(;;)
        {
            if(x_0 < (_S5.x))
            {
            }
            else
            {
                break;
            }
            int3 _S7 = int3(x_0, y_0, int(0));
            float weight_0 = cutToe_0((((&kernelContext_1)->coarse).read(vec<uint,2>(((_S7)).xy), uint(((_S7)).z))).x, (&kernelContext_1)->settings->toe);
            float3 sum_1 = sum_0 + float3(weight_0 * dot((((&kernelContext_1)->small).read(vec<uint,2>(((_S7)).xy), uint(((_S7)).z))).xyz, float3(0.2125999927520752f, 0.71520000696182251f, 0.07220000028610229f)), weight_0, 1.0f);
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    pixelOutput_0 _S8 = { float4(sum_0 / float3(256.0f) , 1.0f) };
    return _S8;
}

static float3 sumOfBlock_0(int2 first_1, KernelContext_0 thread* kernelContext_2)
{
    int2 _S9 = min(first_1 + int2(int(16)) , sizeOf_0(kernelContext_2->sums));
    float3 _S10 = float3(0.0f) ;
    int y_1 = first_1.y;
    float3 sum_2 = _S10;
    for(;;)
    {
        if(y_1 < (_S9.y))
        {
        }
        else
        {
            break;
        }
        int x_1 = first_1.x;
        for(;;)
        {
            if(x_1 < (_S9.x))
            {
            }
            else
            {
                break;
            }
            int3 _S11 = int3(x_1, y_1, int(0));
            float3 sum_3 = sum_2 + ((kernelContext_2->sums).read(vec<uint,2>(((_S11)).xy), uint(((_S11)).z))).xyz;
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

[[fragment]] pixelOutput_1 gather(float4 position_1 [[position]], texture2d<float, access::sample> small [[texture(0)]], texture2d<float, access::sample> coarse [[texture(1)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], texture2d<float, access::sample> frame [[texture(4)]], texture2d<float, access::sample> mask [[texture(5)]], texture2d<float, access::sample> state [[texture(6)]], texture3d<float, access::sample> darkLut [[texture(7)]], texture3d<float, access::sample> lightLut [[texture(8)]])
{
    thread KernelContext_0 kernelContext_3;
    (&kernelContext_3)->small = small;
    (&kernelContext_3)->coarse = coarse;
    (&kernelContext_3)->settings = settings;
    (&kernelContext_3)->sums = sums;
    (&kernelContext_3)->previousState = previousState;
    (&kernelContext_3)->frame = frame;
    (&kernelContext_3)->mask = mask;
    (&kernelContext_3)->state = state;
    (&kernelContext_3)->darkLut = darkLut;
    (&kernelContext_3)->lightLut = lightLut;
    float3 _S12 = sumOfBlock_0(int2(position_1.xy) * int2(int(16)) , &kernelContext_3);
    pixelOutput_1 _S13 = { float4(_S12 / float3(256.0f) , 1.0f) };
    return _S13;
}

struct pixelOutput_2
{
    float4 output_3 [[color(0)]];
};

[[fragment]] pixelOutput_2 settle(float4 position_2 [[position]], texture2d<float, access::sample> small [[texture(0)]], texture2d<float, access::sample> coarse [[texture(1)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], texture2d<float, access::sample> frame [[texture(4)]], texture2d<float, access::sample> mask [[texture(5)]], texture2d<float, access::sample> state [[texture(6)]], texture3d<float, access::sample> darkLut [[texture(7)]], texture3d<float, access::sample> lightLut [[texture(8)]])
{
    thread KernelContext_0 kernelContext_4;
    (&kernelContext_4)->small = small;
    (&kernelContext_4)->coarse = coarse;
    (&kernelContext_4)->settings = settings;
    (&kernelContext_4)->sums = sums;
    (&kernelContext_4)->previousState = previousState;
    (&kernelContext_4)->frame = frame;
    (&kernelContext_4)->mask = mask;
    (&kernelContext_4)->state = state;
    (&kernelContext_4)->darkLut = darkLut;
    (&kernelContext_4)->lightLut = lightLut;
    float3 _S14 = sumOfBlock_0(int2(int(0)) , &kernelContext_4);
    int3 _S15 = int3(int(0), int(0), int(0));
    float2 before_0 = (((&kernelContext_4)->previousState).read(vec<uint,2>(((_S15)).xy), uint(((_S15)).z))).xy;
    float _S16 = _S14.y;
    bool _S17;
    if(_S16 <= 0.0f)
    {
        _S17 = true;
    }
    else
    {
        _S17 = _S16 < ((&kernelContext_4)->settings->leastHair * _S14.z);
    }
    if(_S17)
    {
        pixelOutput_2 _S18 = { float4(before_0, 0.0f, 1.0f) };
        return _S18;
    }
    float intensity_0 = clamp(_S14.x / _S16, 0.0f, 1.0f);
    if((before_0.y) < 0.5f)
    {
        pixelOutput_2 _S19 = { float4(intensity_0, 1.0f, 0.0f, 1.0f) };
        return _S19;
    }
    float _S20 = before_0.x;
    float difference_0 = intensity_0 - _S20;
    float _S21 = min(abs(difference_0) / (&kernelContext_4)->settings->jump, 1.0f);
    pixelOutput_2 _S22 = { float4(_S20 + mix((&kernelContext_4)->settings->slow, (&kernelContext_4)->settings->fast, _S21 * _S21 * (3.0f - 2.0f * _S21)) * difference_0, 1.0f, 0.0f, 1.0f) };
    return _S22;
}

struct Place_0
{
    int2 low_0;
    int2 high_0;
    float2 share_0;
};

static Place_0 placeOf_0(float2 centre_0, float2 span_0, int2 size_0)
{
    int2 _S23 = int2(int(1)) ;
    int2 _S24 = size_0 - _S23;
    float2 texel_0 = clamp(centre_0 * float2(size_0) / span_0 - float2(0.5f) , float2(0.0f) , float2(_S24));
    thread Place_0 place_0;
    int2 _S25 = int2(texel_0);
    (&place_0)->low_0 = _S25;
    (&place_0)->high_0 = min(_S25 + _S23, _S24);
    (&place_0)->share_0 = texel_0 - float2(_S25);
    return place_0;
}

static float4 bilinear_0(texture2d<float, access::sample> image_1, const Place_0 thread* at_0)
{
    int3 _S26 = int3(at_0->low_0, int(0));
    int3 _S27 = int3(at_0->high_0.x, at_0->low_0.y, int(0));
    int3 _S28 = int3(at_0->low_0.x, at_0->high_0.y, int(0));
    int3 _S29 = int3(at_0->high_0, int(0));
    float4 _S30 = float4(at_0->share_0.x) ;
    return mix(mix(((image_1).read(vec<uint,2>(((_S26)).xy), uint(((_S26)).z))), ((image_1).read(vec<uint,2>(((_S27)).xy), uint(((_S27)).z))), _S30), mix(((image_1).read(vec<uint,2>(((_S28)).xy), uint(((_S28)).z))), ((image_1).read(vec<uint,2>(((_S29)).xy), uint(((_S29)).z))), _S30), float4(at_0->share_0.y) );
}

static float hairAt_0(float2 centre_1, KernelContext_0 thread* kernelContext_5)
{
    float2 span_1;
    if((kernelContext_5->settings->windowSize.x) > 0.0f)
    {
        span_1 = kernelContext_5->settings->windowSize;
    }
    else
    {
        span_1 = float2(sizeOf_0(kernelContext_5->frame));
    }
    float2 inside_0 = centre_1 - kernelContext_5->settings->windowAt;
    bool _S31;
    if(any(inside_0 < (float2(0.0f) )))
    {
        _S31 = true;
    }
    else
    {
        _S31 = any(inside_0 > span_1);
    }
    if(_S31)
    {
        return 0.0f;
    }
    thread Place_0 _S32 = placeOf_0(inside_0, span_1, sizeOf_0(kernelContext_5->mask));
    float4 _S33 = bilinear_0(kernelContext_5->mask, &_S32);
    return _S33.x;
}

static int lastOf_0(texture3d<float, access::sample> lut_0)
{
    thread uint width_1;
    thread uint height_1;
    thread uint depth_0;
    (*((&width_1)) = (lut_0).get_width(0)),(*((&height_1)) = (lut_0).get_height(0)),(*((&depth_0)) = (lut_0).get_depth(0));
    return int(width_1) - int(1);
}

static float3 entry_0(int3 place_1, float position_3, KernelContext_0 thread* kernelContext_6)
{
    int4 _S34 = int4(place_1, int(0));
    return mix(((kernelContext_6->darkLut).read(vec<uint,3>(((_S34)).xyz), uint(((_S34)).w))).xyz, ((kernelContext_6->lightLut).read(vec<uint,3>(((_S34)).xyz), uint(((_S34)).w))).xyz, float3(position_3) );
}

static float3 lookUp_0(float3 colour_0, float position_4, KernelContext_0 thread* kernelContext_7)
{
    int last_0 = lastOf_0(kernelContext_7->darkLut);
    float3 _S35 = float3(0.0f) ;
    float3 _S36 = float3(1.0f) ;
    float3 place_2 = clamp(colour_0, _S35, _S36) * float3(float(last_0)) ;
    int3 low_1 = min(int3(place_2), int3((last_0 - int(1))) );
    float3 inside_1 = place_2 - float3(low_1);
    float r_0 = inside_1.x;
    float g_0 = inside_1.y;
    float b_0 = inside_1.z;
    float _S37 = max(r_0, max(g_0, b_0));
    float _S38 = min(r_0, min(g_0, b_0));
    float _S39 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    bool _S40;
    if(r_0 >= g_0)
    {
        _S40 = r_0 >= b_0;
    }
    else
    {
        _S40 = false;
    }
    int3 one_0;
    if(_S40)
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
        _S40 = b_0 <= r_0;
    }
    else
    {
        _S40 = false;
    }
    int3 two_0;
    if(_S40)
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
    float _S41 = 1.0f - _S37;
    float3 _S42 = entry_0(low_1, position_4, kernelContext_7);
    float3 result_0 = float3(_S41)  * _S42;
    float _S43 = _S37 - _S39;
    float3 _S44 = entry_0(low_1 + one_0, position_4, kernelContext_7);
    float3 result_1 = result_0 + float3(_S43)  * _S44;
    float _S45 = _S39 - _S38;
    float3 _S46 = entry_0(low_1 + two_0, position_4, kernelContext_7);
    float3 result_2 = result_1 + float3(_S45)  * _S46;
    float3 _S47 = entry_0(low_1 + int3(int(1)) , position_4, kernelContext_7);
    return clamp(result_2 + float3(_S38)  * _S47, _S35, _S36);
}

struct pixelOutput_3
{
    float4 output_4 [[color(0)]];
};

[[fragment]] pixelOutput_3 recolor(float4 position_5 [[position]], texture2d<float, access::sample> small [[texture(0)]], texture2d<float, access::sample> coarse [[texture(1)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], texture2d<float, access::sample> frame [[texture(4)]], texture2d<float, access::sample> mask [[texture(5)]], texture2d<float, access::sample> state [[texture(6)]], texture3d<float, access::sample> darkLut [[texture(7)]], texture3d<float, access::sample> lightLut [[texture(8)]])
{
    thread KernelContext_0 kernelContext_8;
    (&kernelContext_8)->small = small;
    (&kernelContext_8)->coarse = coarse;
    (&kernelContext_8)->settings = settings;
    (&kernelContext_8)->sums = sums;
    (&kernelContext_8)->previousState = previousState;
    (&kernelContext_8)->frame = frame;
    (&kernelContext_8)->mask = mask;
    (&kernelContext_8)->state = state;
    (&kernelContext_8)->darkLut = darkLut;
    (&kernelContext_8)->lightLut = lightLut;
    int2 _S48 = int2(position_5.xy);
    int3 _S49 = int3(_S48, int(0));
    float4 colour_1 = ((frame).read(vec<uint,2>(((_S49)).xy), uint(((_S49)).z)));
    float _S50 = hairAt_0(float2(_S48) + float2(0.5f) , &kernelContext_8);
    int3 _S51 = int3(int(0), int(0), int(0));
    float4 seen_0 = (((&kernelContext_8)->state).read(vec<uint,2>(((_S51)).xy), uint(((_S51)).z)));
    float share_1;
    if((seen_0.y) > 0.5f)
    {
        share_1 = clamp(_S50 * (&kernelContext_8)->settings->strength, 0.0f, 1.0f);
    }
    else
    {
        share_1 = 0.0f;
    }
    float3 _S52 = colour_1.xyz;
    float3 _S53 = lookUp_0(_S52, clamp((seen_0.x - (&kernelContext_8)->settings->intensityDark) / ((&kernelContext_8)->settings->intensityLight - (&kernelContext_8)->settings->intensityDark), 0.0f, 1.0f), &kernelContext_8);
    pixelOutput_3 _S54 = { float4(mix(_S52, _S53, float3(share_1) ), colour_1.w) };
    return _S54;
}
