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

float4 rampsOfCells(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 _S1 = int2(position_0.xy);
    int _S2 = - reach;
    float most_0 = 0.0f;
    float least_0 = 1.0f;
    int y_0 = _S2;
    for(;;)
    {
        if(y_0 <= (reach))
        {
        }
        else
        {
            break;
        }
        int x_0 = - reach;
        for(;;)
        {
            if(x_0 <= (reach))
            {
            }
            else
            {
                break;
            }
            float hair_0 = cellAt_0(_S1 + int2(x_0, y_0)).w;
            float _S3 = max(most_0, hair_0);
            float _S4 = min(least_0, hair_0);
            int _S5 = x_0 + int(1);
            most_0 = _S3;
            least_0 = _S4;
            x_0 = _S5;
        }
        y_0 = y_0 + int(1);
    }
    float ramp_0 = clamp((most_0 - least_0) * 2.5f - 1.25f, 0.0f, 1.0f);
    return float4(ramp_0, ramp_0, ramp_0, 1.0f);
}
