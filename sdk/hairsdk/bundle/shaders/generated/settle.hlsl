// Generated from hair_render.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > sums : register(t2);

Texture2D<float4 > previousState : register(t3);


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
int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

float3 sumOfBlock_0(int2 first_0)
{
    int2 _S1 = min(first_0 + int(16), sizeOf_0(sums));
    float3 _S2 = (float3)0.0f;
    int y_0 = first_0.y;
    float3 sum_0 = _S2;
    for(;;)
    {
        if(y_0 < (_S1.y))
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for(;;)
        {
            if(x_0 < (_S1.x))
            {
            }
            else
            {
                break;
            }
            float3 sum_1 = sum_0 + sums.Load(int3(x_0, y_0, int(0))).xyz;
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    return sum_0;
}

float4 settle(float4 position_0 : SV_Position) : SV_TARGET
{
    float3 sum_2 = sumOfBlock_0((int2)int(0));
    float2 before_0 = previousState.Load(int3(int(0), int(0), int(0))).xy;
    float _S3 = sum_2.y;
    bool _S4;
    if(_S3 <= 0.0f)
    {
        _S4 = true;
    }
    else
    {
        _S4 = _S3 < (leastHair * sum_2.z);
    }
    if(_S4)
    {
        return float4(before_0, 0.0f, 1.0f);
    }
    float intensity_0 = clamp(sum_2.x / _S3, 0.0f, 1.0f);
    if((before_0.y) < 0.5f)
    {
        return float4(intensity_0, 1.0f, 0.0f, 1.0f);
    }
    float _S5 = before_0.x;
    float difference_0 = intensity_0 - _S5;
    float _S6 = min(abs(difference_0) / jump, 1.0f);
    return float4(_S5 + lerp(slow, fast, _S6 * _S6 * (3.0f - 2.0f * _S6)) * difference_0, 1.0f, 0.0f, 1.0f);
}
