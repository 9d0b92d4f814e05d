// Generated from hair_render.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > sums : register(t2);

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

float4 gather(float4 position_0 : SV_Position) : SV_TARGET
{
    return float4(sumOfBlock_0(int2(position_0.xy) * int(16)) / 256.0f, 1.0f);
}
