// Generated from hair_mask.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > seen : register(t0);


cbuffer Settings : register(b0)
{
    float2 scale;
    float toe;
    float noise;
    int cell;
    int radius;
    int reach;
    float unsure;
};
int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

struct Place_0
{
    int2 low_0;
    int2 high_0;
    float2 share_0;
};

Place_0 placeOf_0(float2 centre_0, float2 span_0, int2 size_0)
{
    int2 _S1 = size_0 - int(1);
    float2 texel_0 = clamp(centre_0 * float2(size_0) / span_0 - 0.5f, (float2)0.0f, float2(_S1));
    Place_0 place_0;
    int2 _S2 = int2(texel_0);
    place_0.low_0 = _S2;
    place_0.high_0 = min(_S2 + int(1), _S1);
    place_0.share_0 = texel_0 - float2(_S2);
    return place_0;
}

float4 bilinear_0(Texture2D<float4 > image_1, Place_0 at_0)
{
    float4 _S3 = (float4)at_0.share_0.x;
    return lerp(lerp(image_1.Load(int3(at_0.low_0, int(0))), image_1.Load(int3(at_0.high_0.x, at_0.low_0.y, int(0))), _S3), lerp(image_1.Load(int3(at_0.low_0.x, at_0.high_0.y, int(0))), image_1.Load(int3(at_0.high_0, int(0))), _S3), (float4)at_0.share_0.y);
}

float4 shrink(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 size_1 = sizeOf_0(seen);
    return bilinear_0(seen, placeOf_0(position_0.xy * scale, float2(size_1), size_1));
}
