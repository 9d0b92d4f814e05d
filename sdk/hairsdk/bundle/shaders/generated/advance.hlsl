// Generated from hair_steady.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > slopes : register(t4);


cbuffer Settings : register(b0)
{
    int cell;
    float ease;
    float noise;
    float carry;
};
Texture2D<float4 > motion : register(t3);

int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

float3 slopesAt_0(int2 cell_1)
{
    return slopes.Load(int3(clamp(cell_1, (int2)int(0), sizeOf_0(slopes) - int(1)), int(0))).xyz;
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

float4 advance(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 _S5 = int2(position_0.xy);
    float3 _S6 = (float3)0.0f;
    float2 _S7 = (float2)0.0f;
    int y_0 = int(-2);
    float3 squares_0 = _S6;
    float2 missing_0 = _S7;
    for(;;)
    {
        if(y_0 <= int(2))
        {
        }
        else
        {
            break;
        }
        int x_0 = int(-2);
        for(;;)
        {
            if(x_0 <= int(2))
            {
            }
            else
            {
                break;
            }
            float3 here_0 = slopesAt_0(_S5 + int2(x_0, y_0));
            float2 _S8 = here_0.xy;
            float3 squares_1 = squares_0 + float3(_S8 * _S8, here_0.x * here_0.y);
            float2 missing_1 = missing_0 + _S8 * here_0.z;
            x_0 = x_0 + int(1);
            squares_0 = squares_1;
            missing_0 = missing_1;
        }
        y_0 = y_0 + int(1);
    }
    float2 own_0 = squares_0.xy / 25.0f + ease;
    float both_0 = squares_0.z / 25.0f;
    float2 missing_2 = missing_0 / 25.0f;
    float _S9 = missing_2.y;
    float _S10 = own_0.y;
    float _S11 = missing_2.x;
    float _S12 = own_0.x;
    return float4(motionAt_0(position_0.xy, sizeOf_0(slopes)) + clamp(float2(both_0 * _S9 - _S10 * _S11, both_0 * _S11 - _S12 * _S9) / (_S12 * _S10 - both_0 * both_0), (float2)-2.0f, (float2)2.0f), 0.0f, 1.0f);
}
