#version 300 es
// Generated from hair_steady.slang: do not edit.

precision highp float;
precision highp int;

uniform highp sampler2D moved;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(moved, 0).x);
    uint height_0 = uint(textureSize(moved, 0).y);
    return ivec2(int(width_0), int(height_0));
}

void main()
{
    ivec2 _S1 = ivec2(gl_FragCoord.xy);
    ivec2 _S2 = sizeOf_0() - ivec2(1);
    int y_0 = -2;
    highp vec2 sum_0 = vec2(0.0);
    for (;;)
    {
        if (y_0 <= 2)
        {
        }
        else
        {
            break;
        }
        int x_0 = -2;
        for (;;)
        {
            if (x_0 <= 2)
            {
            }
            else
            {
                break;
            }
            ivec3 _S4 = ivec3(clamp(_S1 + ivec2(x_0, y_0), ivec2(0), _S2), 0);
            highp vec2 sum_1 = sum_0 + texelFetch(moved, _S4.xy, _S4.z).xy;
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    result = vec4(sum_0 / vec2(25.0), 0.0, 1.0);
}
