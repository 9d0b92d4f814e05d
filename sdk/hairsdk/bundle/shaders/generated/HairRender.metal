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
    float keep;
};

struct KernelContext_0
{
    texture2d<float, access::sample> frame;
    texture2d<float, access::sample> mask;
    texture2d<float, access::sample> sums;
    texture2d<float, access::sample> previousState;
    Settings constant* settings;
    texture2d<float, access::sample> state;
    texture3d<float, access::sample> darkLut;
    texture3d<float, access::sample> lightLut;
};

[[vertex]] vertexOutput_0 fullscreen(uint index_0 [[vertex_id]], texture2d<float, access::sample> frame [[texture(0)]], texture2d<float, access::sample> mask [[texture(1)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> state [[texture(4)]], texture3d<float, access::sample> darkLut [[texture(5)]], texture3d<float, access::sample> lightLut [[texture(6)]])
{
    thread KernelContext_0 kernelContext_0;
    (&kernelContext_0)->frame = frame;
    (&kernelContext_0)->mask = mask;
    (&kernelContext_0)->sums = sums;
    (&kernelContext_0)->previousState = previousState;
    (&kernelContext_0)->settings = settings;
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

int2 sizeOf_0(texture2d<float, access::sample> image_0)
{
    thread uint width_0;
    thread uint height_0;
    (*((&width_0)) = (image_0).get_width(0)),(*((&height_0)) = (image_0).get_height(0));
    return int2(int(width_0), int(height_0));
}

float maskAt_0(int2 pixel_0, int2 frameSize_0, KernelContext_0 thread* kernelContext_1)
{
    int2 size_0 = sizeOf_0(kernelContext_1->mask);
    if(all(size_0 == frameSize_0))
    {
        int3 _S4 = int3(pixel_0, int(0));
        return ((kernelContext_1->mask).read(vec<uint,2>(((_S4)).xy), uint(((_S4)).z))).x;
    }
    float2 _S5 = float2(0.5f) ;
    int2 _S6 = int2(int(1)) ;
    int2 _S7 = size_0 - _S6;
    float2 place_0 = clamp((float2(pixel_0) + _S5) * float2(size_0) / float2(frameSize_0) - _S5, float2(0.0f) , float2(_S7));
    int2 _S8 = int2(place_0);
    int2 high_0 = min(_S8 + _S6, _S7);
    float2 share_0 = place_0 - float2(_S8);
    int3 _S9 = int3(_S8, int(0));
    int3 _S10 = int3(high_0.x, _S8.y, int(0));
    float _S11 = share_0.x;
    int3 _S12 = int3(_S8.x, high_0.y, int(0));
    int3 _S13 = int3(high_0, int(0));
    return mix(mix(((kernelContext_1->mask).read(vec<uint,2>(((_S9)).xy), uint(((_S9)).z))).x, ((kernelContext_1->mask).read(vec<uint,2>(((_S10)).xy), uint(((_S10)).z))).x, _S11), mix(((kernelContext_1->mask).read(vec<uint,2>(((_S12)).xy), uint(((_S12)).z))).x, ((kernelContext_1->mask).read(vec<uint,2>(((_S13)).xy), uint(((_S13)).z))).x, _S11), share_0.y);
}

struct pixelOutput_0
{
    float4 output_1 [[color(0)]];
};

[[fragment]] pixelOutput_0 measure(float4 position_0 [[position]], texture2d<float, access::sample> frame [[texture(0)]], texture2d<float, access::sample> mask [[texture(1)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> state [[texture(4)]], texture3d<float, access::sample> darkLut [[texture(5)]], texture3d<float, access::sample> lightLut [[texture(6)]])
{
    thread KernelContext_0 kernelContext_2;
    (&kernelContext_2)->frame = frame;
    (&kernelContext_2)->mask = mask;
    (&kernelContext_2)->sums = sums;
    (&kernelContext_2)->previousState = previousState;
    (&kernelContext_2)->settings = settings;
    (&kernelContext_2)->state = state;
    (&kernelContext_2)->darkLut = darkLut;
    (&kernelContext_2)->lightLut = lightLut;
    int2 size_1 = sizeOf_0(frame);
    int2 _S14 = int2(int(16)) ;
    int2 first_0 = int2(position_0.xy) * _S14;
    int2 _S15 = min(first_0 + _S14, size_1);
    float2 _S16 = float2(0.0f) ;
    int y_0 = first_0.y;
    float2 sum_0 = _S16;
    for(;;)
    {
        if(y_0 < (_S15.y))
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for(;;)
        {
            if(x_0 < (_S15.x))
            {
            }
            else
            {
                break;
            }
            float _S17 = maskAt_0(int2(x_0, y_0), size_1, &kernelContext_2);
            int3 _S18 = int3(x_0, y_0, int(0));
            float2 sum_1 = sum_0 + float2(_S17 * dot((((&kernelContext_2)->frame).read(vec<uint,2>(((_S18)).xy), uint(((_S18)).z))).xyz, float3(0.2125999927520752f, 0.71520000696182251f, 0.07220000028610229f)), _S17);
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    pixelOutput_0 _S19 = { float4(sum_0, 0.0f, 1.0f) };
    return _S19;
}

float2 sumOfBlock_0(int2 first_1, KernelContext_0 thread* kernelContext_3)
{
    int2 _S20 = min(first_1 + int2(int(16)) , sizeOf_0(kernelContext_3->sums));
    float2 _S21 = float2(0.0f) ;
    int y_1 = first_1.y;
    float2 sum_2 = _S21;
    for(;;)
    {
        if(y_1 < (_S20.y))
        {
        }
        else
        {
            break;
        }
        int x_1 = first_1.x;
        for(;;)
        {
            if(x_1 < (_S20.x))
            {
            }
            else
            {
                break;
            }
            int3 _S22 = int3(x_1, y_1, int(0));
            float2 sum_3 = sum_2 + ((kernelContext_3->sums).read(vec<uint,2>(((_S22)).xy), uint(((_S22)).z))).xy;
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

[[fragment]] pixelOutput_1 gather(float4 position_1 [[position]], texture2d<float, access::sample> frame [[texture(0)]], texture2d<float, access::sample> mask [[texture(1)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> state [[texture(4)]], texture3d<float, access::sample> darkLut [[texture(5)]], texture3d<float, access::sample> lightLut [[texture(6)]])
{
    thread KernelContext_0 kernelContext_4;
    (&kernelContext_4)->frame = frame;
    (&kernelContext_4)->mask = mask;
    (&kernelContext_4)->sums = sums;
    (&kernelContext_4)->previousState = previousState;
    (&kernelContext_4)->settings = settings;
    (&kernelContext_4)->state = state;
    (&kernelContext_4)->darkLut = darkLut;
    (&kernelContext_4)->lightLut = lightLut;
    float2 _S23 = sumOfBlock_0(int2(position_1.xy) * int2(int(16)) , &kernelContext_4);
    pixelOutput_1 _S24 = { float4(_S23, 0.0f, 1.0f) };
    return _S24;
}

struct pixelOutput_2
{
    float4 output_3 [[color(0)]];
};

[[fragment]] pixelOutput_2 settle(float4 position_2 [[position]], texture2d<float, access::sample> frame [[texture(0)]], texture2d<float, access::sample> mask [[texture(1)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> state [[texture(4)]], texture3d<float, access::sample> darkLut [[texture(5)]], texture3d<float, access::sample> lightLut [[texture(6)]])
{
    thread KernelContext_0 kernelContext_5;
    (&kernelContext_5)->frame = frame;
    (&kernelContext_5)->mask = mask;
    (&kernelContext_5)->sums = sums;
    (&kernelContext_5)->previousState = previousState;
    (&kernelContext_5)->settings = settings;
    (&kernelContext_5)->state = state;
    (&kernelContext_5)->darkLut = darkLut;
    (&kernelContext_5)->lightLut = lightLut;
    float2 _S25 = sumOfBlock_0(int2(int(0)) , &kernelContext_5);
    int3 _S26 = int3(int(0), int(0), int(0));
    float2 before_0 = (((&kernelContext_5)->previousState).read(vec<uint,2>(((_S26)).xy), uint(((_S26)).z))).xy;
    float _S27 = _S25.y;
    if(_S27 <= 0.0f)
    {
        pixelOutput_2 _S28 = { float4(before_0, 0.0f, 1.0f) };
        return _S28;
    }
    float intensity_0 = clamp(_S25.x / _S27, 0.0f, 1.0f);
    float kept_0;
    if((before_0.y) > 0.5f)
    {
        kept_0 = (&kernelContext_5)->settings->keep;
    }
    else
    {
        kept_0 = 0.0f;
    }
    pixelOutput_2 _S29 = { float4(mix(intensity_0, before_0.x, kept_0), 1.0f, 0.0f, 1.0f) };
    return _S29;
}

int sizeOf_1(texture3d<float, access::sample> lut_0)
{
    thread uint width_1;
    thread uint height_1;
    thread uint depth_0;
    (*((&width_1)) = (lut_0).get_width(0)),(*((&height_1)) = (lut_0).get_height(0)),(*((&depth_0)) = (lut_0).get_depth(0));
    return int(width_1);
}

float3 entry_0(int3 place_1, float position_3, KernelContext_0 thread* kernelContext_6)
{
    int4 _S30 = int4(place_1, int(0));
    return mix(((kernelContext_6->darkLut).read(vec<uint,3>(((_S30)).xyz), uint(((_S30)).w))).xyz, ((kernelContext_6->lightLut).read(vec<uint,3>(((_S30)).xyz), uint(((_S30)).w))).xyz, float3(position_3) );
}

float3 lookUp_0(float3 colour_0, float position_4, KernelContext_0 thread* kernelContext_7)
{
    int last_0 = sizeOf_1(kernelContext_7->darkLut) - int(1);
    float3 _S31 = float3(0.0f) ;
    float3 _S32 = float3(1.0f) ;
    float3 place_2 = clamp(colour_0, _S31, _S32) * float3(float(last_0)) ;
    int3 low_0 = min(int3(place_2), int3((last_0 - int(1))) );
    float3 inside_0 = place_2 - float3(low_0);
    float r_0 = inside_0.x;
    float g_0 = inside_0.y;
    float b_0 = inside_0.z;
    float _S33 = max(r_0, max(g_0, b_0));
    float _S34 = min(r_0, min(g_0, b_0));
    float _S35 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    bool _S36;
    if(r_0 >= g_0)
    {
        _S36 = r_0 >= b_0;
    }
    else
    {
        _S36 = false;
    }
    int3 one_0;
    if(_S36)
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
        _S36 = b_0 <= r_0;
    }
    else
    {
        _S36 = false;
    }
    int3 two_0;
    if(_S36)
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
    float _S37 = 1.0f - _S33;
    float3 _S38 = entry_0(low_0, position_4, kernelContext_7);
    float3 result_0 = float3(_S37)  * _S38;
    float _S39 = _S33 - _S35;
    float3 _S40 = entry_0(low_0 + one_0, position_4, kernelContext_7);
    float3 result_1 = result_0 + float3(_S39)  * _S40;
    float _S41 = _S35 - _S34;
    float3 _S42 = entry_0(low_0 + two_0, position_4, kernelContext_7);
    float3 result_2 = result_1 + float3(_S41)  * _S42;
    float3 _S43 = entry_0(low_0 + int3(int(1)) , position_4, kernelContext_7);
    return clamp(result_2 + float3(_S34)  * _S43, _S31, _S32);
}

struct pixelOutput_3
{
    float4 output_4 [[color(0)]];
};

[[fragment]] pixelOutput_3 recolor(float4 position_5 [[position]], texture2d<float, access::sample> frame [[texture(0)]], texture2d<float, access::sample> mask [[texture(1)]], texture2d<float, access::sample> sums [[texture(2)]], texture2d<float, access::sample> previousState [[texture(3)]], Settings constant* settings [[buffer(0)]], texture2d<float, access::sample> state [[texture(4)]], texture3d<float, access::sample> darkLut [[texture(5)]], texture3d<float, access::sample> lightLut [[texture(6)]])
{
    thread KernelContext_0 kernelContext_8;
    (&kernelContext_8)->frame = frame;
    (&kernelContext_8)->mask = mask;
    (&kernelContext_8)->sums = sums;
    (&kernelContext_8)->previousState = previousState;
    (&kernelContext_8)->settings = settings;
    (&kernelContext_8)->state = state;
    (&kernelContext_8)->darkLut = darkLut;
    (&kernelContext_8)->lightLut = lightLut;
    int2 _S44 = int2(position_5.xy);
    int3 _S45 = int3(_S44, int(0));
    float4 colour_1 = ((frame).read(vec<uint,2>(((_S45)).xy), uint(((_S45)).z)));
    float _S46 = maskAt_0(_S44, sizeOf_0(frame), &kernelContext_8);
    float share_1 = clamp(_S46 * (&kernelContext_8)->settings->strength, 0.0f, 1.0f);
    int3 _S47 = int3(int(0), int(0), int(0));
    float3 _S48 = colour_1.xyz;
    float3 _S49 = lookUp_0(_S48, clamp(((((&kernelContext_8)->state).read(vec<uint,2>(((_S47)).xy), uint(((_S47)).z))).x - (&kernelContext_8)->settings->intensityDark) / ((&kernelContext_8)->settings->intensityLight - (&kernelContext_8)->settings->intensityDark), 0.0f, 1.0f), &kernelContext_8);
    pixelOutput_3 _S50 = { float4(mix(_S48, _S49, float3(share_1) ), colour_1.w) };
    return _S50;
}

