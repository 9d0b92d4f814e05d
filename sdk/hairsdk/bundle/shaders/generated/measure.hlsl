// Generated from hair_render.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > small : register(t0);

Texture2D<float4 > heads : register(t9);


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
Texture2D<float4 > coarse : register(t1);

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

float cutToe_0(float probability_0, float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0f - 2.0f * toe_1), 0.0f, 1.0f);
}

float4 measure(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 first_0 = int2(position_0.xy) * int(16);
    int2 _S2 = sizeOf_0(small);
    int2 _S3 = min(first_0 + int(16), _S2);
    float3 _S4 = (float3)0.0f;
    int y_0 = first_0.y;
    float3 sum_0 = _S4;
    for(;;)
    {
        if(y_0 < (_S3.y))
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for(;;)
        {
            if(x_0 < (_S3.x))
            {
            }
            else
            {
                break;
            }
            float weight_0;
            if(isOfHead_0(float2(float(x_0), float(y_0)) + 0.5f, float2(_S2)))
            {
                weight_0 = cutToe_0(coarse.Load(int3(x_0, y_0, int(0))).x, toe);
            }
            else
            {
                weight_0 = 0.0f;
            }
            float3 sum_1 = sum_0 + float3(weight_0 * dot(small.Load(int3(x_0, y_0, int(0))).xyz, float3(0.2125999927520752f, 0.71520000696182251f, 0.07220000028610229f)), weight_0, 1.0f);
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    return float4(sum_0 / 256.0f, 1.0f);
}
