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

float4 trust(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 _S1 = int2(position_0.xy);
    int y_0 = int(-2);
    float sum_0 = 0.0f;
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
            float sum_1 = sum_0 + abs(slopesAt_0(_S1 + int2(x_0, y_0)).z);
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    float difference_0 = sum_0 / 25.0f / noise;
    return float4(motion.Load(int3(_S1, int(0))).xy, carry * exp(- difference_0 * difference_0), 1.0f);
}
