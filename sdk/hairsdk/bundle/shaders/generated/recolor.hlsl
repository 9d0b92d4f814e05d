// Generated from hair_render.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > frame : register(t0);

Texture2D<float4 > mask : register(t1);


cbuffer Settings : register(b0)
{
    float intensityDark;
    float intensityLight;
    float strength;
    float keep;
};
Texture2D<float4 > state : register(t4);

Texture3D<float4 > darkLut : register(t5);

Texture3D<float4 > lightLut : register(t6);

int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

float maskAt_0(int2 pixel_0, int2 frameSize_0)
{
    int2 size_0 = sizeOf_0(mask);
    if(all(size_0 == frameSize_0))
    {
        return mask.Load(int3(pixel_0, int(0))).x;
    }
    int2 _S1 = size_0 - int(1);
    float2 place_0 = clamp((float2(pixel_0) + 0.5f) * float2(size_0) / float2(frameSize_0) - 0.5f, (float2)0.0f, float2(_S1));
    int2 _S2 = int2(place_0);
    int2 high_0 = min(_S2 + int(1), _S1);
    float2 share_0 = place_0 - float2(_S2);
    float _S3 = share_0.x;
    return lerp(lerp(mask.Load(int3(_S2, int(0))).x, mask.Load(int3(high_0.x, _S2.y, int(0))).x, _S3), lerp(mask.Load(int3(_S2.x, high_0.y, int(0))).x, mask.Load(int3(high_0, int(0))).x, _S3), share_0.y);
}

int sizeOf_1(Texture3D<float4 > lut_0)
{
    uint width_1;
    uint height_1;
    uint depth_0;
    lut_0.GetDimensions(width_1, height_1, depth_0);
    return int(width_1);
}

float3 entry_0(int3 place_1, float position_0)
{
    int4 _S4 = int4(place_1, int(0));
    return lerp(darkLut.Load(_S4).xyz, lightLut.Load(_S4).xyz, (float3)position_0);
}

float3 lookUp_0(float3 colour_0, float position_1)
{
    int last_0 = sizeOf_1(darkLut) - int(1);
    float3 _S5 = (float3)0.0f;
    float3 _S6 = (float3)1.0f;
    float3 place_2 = clamp(colour_0, _S5, _S6) * float(last_0);
    int3 low_0 = min(int3(place_2), (int3)(last_0 - int(1)));
    float3 inside_0 = place_2 - float3(low_0);
    float r_0 = inside_0.x;
    float g_0 = inside_0.y;
    float b_0 = inside_0.z;
    float _S7 = max(r_0, max(g_0, b_0));
    float _S8 = min(r_0, min(g_0, b_0));
    float _S9 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    bool _S10;
    if(r_0 >= g_0)
    {
        _S10 = r_0 >= b_0;
    }
    else
    {
        _S10 = false;
    }
    int3 one_0;
    if(_S10)
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
        _S10 = b_0 <= r_0;
    }
    else
    {
        _S10 = false;
    }
    int3 two_0;
    if(_S10)
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
    return clamp((1.0f - _S7) * entry_0(low_0, position_1) + (_S7 - _S9) * entry_0(low_0 + one_0, position_1) + (_S9 - _S8) * entry_0(low_0 + two_0, position_1) + _S8 * entry_0(low_0 + int(1), position_1), _S5, _S6);
}

float4 recolor(float4 position_2 : SV_Position) : SV_TARGET
{
    int2 _S11 = int2(position_2.xy);
    float4 colour_1 = frame.Load(int3(_S11, int(0)));
    float3 _S12 = colour_1.xyz;
    return float4(lerp(_S12, lookUp_0(_S12, clamp((state.Load(int3(int(0), int(0), int(0))).x - intensityDark) / (intensityLight - intensityDark), 0.0f, 1.0f)), (float3)clamp(maskAt_0(_S11, sizeOf_0(frame)) * strength, 0.0f, 1.0f)), colour_1.w);
}

