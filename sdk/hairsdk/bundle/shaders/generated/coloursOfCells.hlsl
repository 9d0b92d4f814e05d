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

float cutToe_0(float probability_0, float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0f - 2.0f * toe_1), 0.0f, 1.0f);
}

float hairAt_0(float2 centre_1, float2 span_1)
{
    Place_0 at_0 = placeOf_0(centre_1, span_1, sizeOf_0(coarse));
    float _S3 = at_0.share_0.x;
    return lerp(lerp(cutToe_0(coarse.Load(int3(at_0.low_0, int(0))).x, toe), cutToe_0(coarse.Load(int3(at_0.high_0.x, at_0.low_0.y, int(0))).x, toe), _S3), lerp(cutToe_0(coarse.Load(int3(at_0.low_0.x, at_0.high_0.y, int(0))).x, toe), cutToe_0(coarse.Load(int3(at_0.high_0, int(0))).x, toe), _S3), at_0.share_0.y);
}

float4 coloursOfCells(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 size_1 = sizeOf_0(seen);
    int2 _S4 = int2(position_0.xy) * cell;
    float3 _S5 = (float3)0.0f;
    int y_0 = int(0);
    float3 sum_0 = _S5;
    for(;;)
    {
        if(y_0 < (cell))
        {
        }
        else
        {
            break;
        }
        int x_0 = int(0);
        for(;;)
        {
            if(x_0 < (cell))
            {
            }
            else
            {
                break;
            }
            float3 sum_1 = sum_0 + seen.Load(int3(min(_S4 + int2(x_0, y_0), size_1 - int(1)), int(0))).xyz;
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    return float4(sum_0 / float(cell * cell), hairAt_0((floor(position_0.xy) + 0.5f) * float(cell), float2(size_1)));
}
