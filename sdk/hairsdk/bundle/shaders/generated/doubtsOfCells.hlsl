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
};
Texture2D<float4 > cells : register(t2);

int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

float4 cellAt_0(int2 cell_1)
{
    return cells.Load(int3(clamp(cell_1, (int2)int(0), sizeOf_0(cells) - int(1)), int(0)));
}

float4 doubtsOfCells(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 _S1 = int2(position_0.xy);
    int y_0 = - radius;
    float sum_0 = 0.0f;
    for(;;)
    {
        if(y_0 <= (radius))
        {
        }
        else
        {
            break;
        }
        int x_0 = - radius;
        for(;;)
        {
            if(x_0 <= (radius))
            {
            }
            else
            {
                break;
            }
            float hair_0 = cellAt_0(_S1 + int2(x_0, y_0)).w;
            float sum_1 = sum_0 + 4.0f * hair_0 * (1.0f - hair_0);
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    float side_0 = float(int(2) * radius + int(1));
    float doubt_0 = sum_0 / (side_0 * side_0);
    return float4(doubt_0, doubt_0, doubt_0, 1.0f);
}
