// Generated from hair_steady.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > moved : register(t5);

int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

float4 calm(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 _S1 = int2(position_0.xy);
    int2 _S2 = sizeOf_0(moved) - int(1);
    float2 _S3 = (float2)0.0f;
    int y_0 = int(-2);
    float2 sum_0 = _S3;
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
            float2 sum_1 = sum_0 + moved.Load(int3(clamp(_S1 + int2(x_0, y_0), (int2)int(0), _S2), int(0))).xy;
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    return float4(sum_0 / 25.0f, 0.0f, 1.0f);
}
