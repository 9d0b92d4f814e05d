#version 300 es
// Generated from hair_mask.slang: do not edit.

precision highp float;
precision highp int;

layout(std140) uniform Settings
{
    highp vec2 scale;
    highp float toe;
    highp float noise;
    int cell;
    int radius;
    int reach;
    highp float unsure;
} settings;

uniform highp sampler2D doubts;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(doubts, 0).x);
    uint height_0 = uint(textureSize(doubts, 0).y);
    return ivec2(int(width_0), int(height_0));
}

void main()
{
    ivec2 first_0 = ivec2(gl_FragCoord.xy) * ivec2(12);
    ivec2 _S1 = min((first_0 + ivec2(12)), sizeOf_0());
    int y_0 = first_0.y;
    highp float sum_0 = 0.0;
    for (;;)
    {
        if (y_0 < _S1.y)
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for (;;)
        {
            if (x_0 < _S1.x)
            {
            }
            else
            {
                break;
            }
            ivec3 _S2 = ivec3(x_0, y_0, 0);
            highp float sum_1 = sum_0 + texelFetch(doubts, _S2.xy, _S2.z).x;
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    highp vec4 _S3;
    if (sum_0 > (settings.unsure * 144.0))
    {
        _S3 = vec4(1.0);
    }
    else
    {
        _S3 = vec4(0.0, 0.0, 0.0, 1.0);
    }
    result = _S3;
}
