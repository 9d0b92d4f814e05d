// Generated from hair_steady.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif


cbuffer Settings : register(b0)
{
    int cell;
    float ease;
    float noise;
    float carry;
};
Texture2D<float4 > small : register(t0);

float4 greyOfCells(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 _S1 = int2(position_0.xy) * cell;
    float3 _S2 = (float3)0.0f;
    int y_0 = int(0);
    float3 sum_0 = _S2;
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
            float3 sum_1 = sum_0 + small.Load(int3(_S1 + int2(x_0, y_0), int(0))).xyz;
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    float level_0 = dot(sum_0, float3(0.29899999499320984f, 0.58700001239776611f, 0.11400000005960464f)) * 255.0f / float(cell * cell);
    return float4(level_0, level_0, level_0, 1.0f);
}
