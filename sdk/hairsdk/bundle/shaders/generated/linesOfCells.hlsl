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

Texture2D<float4 > doubts : register(t4);

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

float4 linesOfCells(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 cell_2 = int2(position_0.xy) - int(1);
    float3 _S1 = (float3)0.0f;
    int y_0 = - radius;
    float3 mean_0 = _S1;
    float3 hair_0 = _S1;
    float weight_0 = 0.0f;
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
            float4 here_0 = cellAt_0(cell_2 + int2(x_0, y_0));
            float3 _S2 = here_0.xyz;
            float3 mean_1 = mean_0 + _S2;
            float _S3 = here_0.w;
            float3 hair_1 = hair_0 + _S3 * _S2;
            float weight_1 = weight_0 + _S3;
            x_0 = x_0 + int(1);
            mean_0 = mean_1;
            hair_0 = hair_1;
            weight_0 = weight_1;
        }
        y_0 = y_0 + int(1);
    }
    float side_0 = float(int(2) * radius + int(1));
    float area_0 = side_0 * side_0;
    float weight_2 = clamp(weight_0 / area_0, 0.00100000004749745f, 0.99900001287460327f);
    float3 background_0 = (mean_0 - hair_0) / area_0 / (1.0f - weight_2);
    float3 way_0 = hair_0 / area_0 / weight_2 - background_0;
    float length_0 = dot(way_0, way_0);
    float trust_0 = length_0 * doubts.Load(int3(clamp(cell_2, (int2)int(0), sizeOf_0(doubts) - int(1)), int(0))).x;
    float share_0 = trust_0 / (trust_0 + noise * noise);
    float3 slope_0 = way_0 * (share_0 / max(length_0, 9.99999997475242708e-07f));
    return float4(slope_0, (1.0f - share_0) * cellAt_0(cell_2).w - dot(slope_0, background_0));
}
