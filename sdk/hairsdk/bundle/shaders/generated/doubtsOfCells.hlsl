// Generated from hair_mask.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > ramps : register(t3);


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
    int2 _S2 = sizeOf_0(ramps) - int(1);
    int y_0 = - radius;
    float spread_0 = 0.0f;
    float edge_0 = 0.0f;
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
            int2 at_0 = clamp(_S1 + int2(x_0, y_0), (int2)int(0), _S2);
            float hair_0 = cellAt_0(at_0).w;
            float spread_1 = spread_0 + 4.0f * hair_0 * (1.0f - hair_0);
            float edge_1 = edge_0 + ramps.Load(int3(at_0, int(0))).x;
            x_0 = x_0 + int(1);
            spread_0 = spread_1;
            edge_0 = edge_1;
        }
        y_0 = y_0 + int(1);
    }
    float side_0 = float(int(2) * radius + int(1));
    float area_0 = side_0 * side_0;
    float here_0 = cellAt_0(_S1).w;
    float own_0 = min(6.0f * here_0 * (1.0f - here_0), 1.0f) * edge_0 / area_0;
    float doubt_0 = spread_0 / area_0 * own_0 * own_0;
    return float4(doubt_0, doubt_0, doubt_0, 1.0f);
}
