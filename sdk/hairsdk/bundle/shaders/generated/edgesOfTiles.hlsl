// Generated from hair_mask.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > doubts : register(t4);


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
int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

float4 edgesOfTiles(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 first_0 = int2(position_0.xy) * int(12);
    int2 _S1 = min(first_0 + int(12), sizeOf_0(doubts));
    int y_0 = first_0.y;
    float sum_0 = 0.0f;
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
            float sum_1 = sum_0 + doubts.Load(int3(x_0, y_0, int(0))).x;
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    float4 _S2;
    if(sum_0 > (unsure * 144.0f))
    {
        _S2 = (float4)1.0f;
    }
    else
    {
        _S2 = float4(0.0f, 0.0f, 0.0f, 1.0f);
    }
    return _S2;
}
