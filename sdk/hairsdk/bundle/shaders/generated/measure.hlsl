// Generated from hair_render.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

Texture2D<float4 > frame : register(t0);

Texture2D<float4 > mask : register(t1);

int2 sizeOf_0(Texture2D<float4 > image_0)
{
    uint width_0;
    uint height_0;
    image_0.GetDimensions(width_0, height_0);
    return int2(int(width_0), int(height_0));
}

float maskAt_0(int2 pixel_0, int2 frameSize_0)
{
    int2 size_0 = sizeOf_0(mask);
    if(all(size_0 == frameSize_0))
    {
        return mask.Load(int3(pixel_0, int(0))).x;
    }
    int2 _S1 = size_0 - int(1);
    float2 place_0 = clamp((float2(pixel_0) + 0.5f) * float2(size_0) / float2(frameSize_0) - 0.5f, (float2)0.0f, float2(_S1));
    int2 _S2 = int2(place_0);
    int2 high_0 = min(_S2 + int(1), _S1);
    float2 share_0 = place_0 - float2(_S2);
    float _S3 = share_0.x;
    return lerp(lerp(mask.Load(int3(_S2, int(0))).x, mask.Load(int3(high_0.x, _S2.y, int(0))).x, _S3), lerp(mask.Load(int3(_S2.x, high_0.y, int(0))).x, mask.Load(int3(high_0, int(0))).x, _S3), share_0.y);
}

float4 measure(float4 position_0 : SV_Position) : SV_TARGET
{
    int2 size_1 = sizeOf_0(frame);
    int2 first_0 = int2(position_0.xy) * int(16);
    int2 _S4 = min(first_0 + int(16), size_1);
    float2 _S5 = (float2)0.0f;
    int y_0 = first_0.y;
    float2 sum_0 = _S5;
    for(;;)
    {
        if(y_0 < (_S4.y))
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for(;;)
        {
            if(x_0 < (_S4.x))
            {
            }
            else
            {
                break;
            }
            float weight_0 = maskAt_0(int2(x_0, y_0), size_1);
            float2 sum_1 = sum_0 + float2(weight_0 * dot(frame.Load(int3(x_0, y_0, int(0))).xyz, float3(0.2125999927520752f, 0.71520000696182251f, 0.07220000028610229f)), weight_0);
            x_0 = x_0 + int(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + int(1);
    }
    return float4(sum_0, 0.0f, 1.0f);
}

