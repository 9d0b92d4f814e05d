// Generated from hair_steady.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > grey : register(t1);

Texture2D<float4 > motion : register(t3);

Texture2D<float4 > greyBefore : register(t2);

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

float2 motionAt_0(float2 centre_1, int2 size_1)
{
    int2 known_0 = sizeOf_0(motion);
    float2 _S4 = float2(size_1);
    return bilinear_0(motion, placeOf_0(centre_1, _S4, known_0)).xy * _S4 / float2(known_0);
}

float levelAt_0(int2 cell)
{
    return grey.Load(int3(clamp(cell, (int2)int(0), sizeOf_0(grey) - int(1)), int(0))).x;
}

float4 slopesOfCells(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 _S5 = int2(position_0.xy);
    int2 size_2 = sizeOf_0(grey);
    int2 _S6 = int2(int(1), int(0));
    int2 _S7 = int2(int(0), int(1));
    return float4(0.5f * (levelAt_0(_S5 + _S6) - levelAt_0(_S5 - _S6)), 0.5f * (levelAt_0(_S5 + _S7) - levelAt_0(_S5 - _S7)), bilinear_0(greyBefore, placeOf_0(position_0.xy + motionAt_0(position_0.xy, size_2), float2(size_2), size_2)).x - levelAt_0(_S5), 1.0f);
}
