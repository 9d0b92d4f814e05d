// Generated from hair_render.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > frame : register(t4);


cbuffer Settings : register(b0)
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
Texture2D<float4 > heads : register(t9);

Texture2D<float4 > mask : register(t5);

Texture2D<float4 > state : register(t6);

Texture3D<float4 > darkLut : register(t7);

Texture3D<float4 > lightLut : register(t8);

int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

bool isOfHead_0(float2 place_0, float2 span_0)
{
    int2 _S1 = sizeOf_0(heads);
    return (round(heads.Load(int3(min(int2(place_0 * float2(_S1) / span_0), _S1 - int(1)), int(0))).x * 255.0f)) == (head);
}

struct Place_0
{
    int2 low_0;
    int2 high_0;
    float2 share_0;
};

Place_0 placeOf_0(float2 centre_0, float2 span_1, int2 size_0)
{
    int2 _S2 = size_0 - int(1);
    float2 texel_0 = clamp(centre_0 * float2(size_0) / span_1 - 0.5f, (float2)0.0f, float2(_S2));
    Place_0 place_1;
    int2 _S3 = int2(texel_0);
    place_1.low_0 = _S3;
    place_1.high_0 = min(_S3 + int(1), _S2);
    place_1.share_0 = texel_0 - float2(_S3);
    return place_1;
}

float4 bilinear_0(Texture2D<float4 > image_1, Place_0 at_0)
{
    float4 _S4 = (float4)at_0.share_0.x;
    return lerp(lerp(image_1.Load(int3(at_0.low_0, int(0))), image_1.Load(int3(at_0.high_0.x, at_0.low_0.y, int(0))), _S4), lerp(image_1.Load(int3(at_0.low_0.x, at_0.high_0.y, int(0))), image_1.Load(int3(at_0.high_0, int(0))), _S4), (float4)at_0.share_0.y);
}

float hairAt_0(float2 centre_1)
{
    float2 span_2;
    if((windowSize.x) > 0.0f)
    {
        span_2 = windowSize;
    }
    else
    {
        span_2 = float2(sizeOf_0(frame));
    }
    float2 inside_0 = centre_1 - windowAt;
    bool _S5;
    if(any(inside_0 < ((float2)0.0f)))
    {
        _S5 = true;
    }
    else
    {
        _S5 = any(inside_0 > span_2);
    }
    if(_S5)
    {
        _S5 = true;
    }
    else
    {
        _S5 = !isOfHead_0(inside_0, span_2);
    }
    if(_S5)
    {
        return 0.0f;
    }
    return bilinear_0(mask, placeOf_0(inside_0, span_2, sizeOf_0(mask))).x;
}

int lastOf_0(Texture3D<float4 > lut_0)
{
    uint width_1;
    uint height_1;
    uint depth_0;
    lut_0.GetDimensions(width_1, height_1, depth_0);
    return int(width_1) - int(1);
}

float3 entry_0(int3 place_2, float position_0)
{
    int4 _S6 = int4(place_2, int(0));
    return lerp(darkLut.Load(_S6).xyz, lightLut.Load(_S6).xyz, (float3)position_0);
}

float3 lookUp_0(float3 colour_0, float position_1)
{
    int last_0 = lastOf_0(darkLut);
    float3 _S7 = (float3)0.0f;
    float3 _S8 = (float3)1.0f;
    float3 place_3 = clamp(colour_0, _S7, _S8) * float(last_0);
    int3 low_1 = min(int3(place_3), (int3)(last_0 - int(1)));
    float3 inside_1 = place_3 - float3(low_1);
    float r_0 = inside_1.x;
    float g_0 = inside_1.y;
    float b_0 = inside_1.z;
    float _S9 = max(r_0, max(g_0, b_0));
    float _S10 = min(r_0, min(g_0, b_0));
    float _S11 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    bool _S12;
    if(r_0 >= g_0)
    {
        _S12 = r_0 >= b_0;
    }
    else
    {
        _S12 = false;
    }
    int3 one_0;
    if(_S12)
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
        _S12 = b_0 <= r_0;
    }
    else
    {
        _S12 = false;
    }
    int3 two_0;
    if(_S12)
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
    return clamp((1.0f - _S9) * entry_0(low_1, position_1) + (_S9 - _S11) * entry_0(low_1 + one_0, position_1) + (_S11 - _S10) * entry_0(low_1 + two_0, position_1) + _S10 * entry_0(low_1 + int(1), position_1), _S7, _S8);
}

float4 recolor(float4 position_2 : SV_Position) : SV_TARGET
{
    int2 _S13 = int2(position_2.xy);
    float4 colour_1 = frame.Load(int3(_S13, int(0)));
    float hair_0 = hairAt_0(float2(_S13) + 0.5f);
    float4 seen_0 = state.Load(int3(int(0), int(0), int(0)));
    float share_1;
    if((seen_0.y) > 0.5f)
    {
        share_1 = clamp(hair_0 * strength, 0.0f, 1.0f);
    }
    else
    {
        share_1 = 0.0f;
    }
    float3 _S14 = colour_1.xyz;
    return float4(lerp(_S14, lookUp_0(_S14, clamp((seen_0.x - intensityDark) / (intensityLight - intensityDark), 0.0f, 1.0f)), (float3)share_1), colour_1.w);
}
