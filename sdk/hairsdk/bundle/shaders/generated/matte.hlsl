// Generated from hair_mask.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif


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
Texture2D<float4 > edges : register(t6);

Texture2D<float4 > lines : register(t5);

Texture2D<float4 > seen : register(t0);

Texture2D<float4 > coarse : register(t1);

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

float cutToe_0(float probability_0, float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0f - 2.0f * toe_1), 0.0f, 1.0f);
}

float hairAt_0(float2 centre_1, float2 span_1)
{
    Place_0 at_1 = placeOf_0(centre_1, span_1, sizeOf_0(coarse));
    float _S4 = at_1.share_0.x;
    return lerp(lerp(cutToe_0(coarse.Load(int3(at_1.low_0, int(0))).x, toe), cutToe_0(coarse.Load(int3(at_1.high_0.x, at_1.low_0.y, int(0))).x, toe), _S4), lerp(cutToe_0(coarse.Load(int3(at_1.low_0.x, at_1.high_0.y, int(0))).x, toe), cutToe_0(coarse.Load(int3(at_1.high_0, int(0))).x, toe), _S4), at_1.share_0.y);
}

float4 matte(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 _S5 = int2(position_0.xy);
    float2 centre_2 = float2(_S5) + 0.5f;
    int2 cell_1 = _S5 / cell;
    float alpha_0;
    if((edges.Load(int3(cell_1 / int(12), int(0))).x) > 0.5f)
    {
        int2 size_1 = sizeOf_0(lines);
        float4 line_0 = bilinear_0(lines, placeOf_0(centre_2 + float(cell), float2(size_1 * cell), size_1));
        alpha_0 = clamp(dot(line_0.xyz, seen.Load(int3(_S5, int(0))).xyz) + line_0.w, 0.0f, 1.0f);
    }
    else
    {
        alpha_0 = hairAt_0(centre_2, float2(sizeOf_0(seen)));
    }
    return float4(alpha_0, alpha_0, alpha_0, 1.0f);
}
