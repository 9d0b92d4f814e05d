#version 300 es
// Generated from hair_render.slang: do not edit.

precision highp float;
precision highp int;

layout(std140) uniform Settings
{
    highp float intensityDark;
    highp float intensityLight;
    highp float strength;
    highp float toe;
    highp float slow;
    highp float fast;
    highp float jump;
    highp float leastHair;
    highp vec2 windowAt;
    highp vec2 windowSize;
    highp float head;
} settings;

uniform highp sampler2D sums;
uniform highp sampler2D previousState;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(sums, 0).x);
    uint height_0 = uint(textureSize(sums, 0).y);
    return ivec2(int(width_0), int(height_0));
}

highp vec3 sumOfBlock_0(ivec2 first_0)
{
    ivec2 _S1 = min((first_0 + ivec2(16)), sizeOf_0());
    int y_0 = first_0.y;
    highp vec3 sum_0 = vec3(0.0);
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
            ivec3 _S3 = ivec3(x_0, y_0, 0);
            highp vec3 sum_1 = sum_0 + texelFetch(sums, _S3.xy, _S3.z).xyz;
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    return sum_0;
}

void main()
{
    ivec2 param = ivec2(0);
    highp vec3 sum_2 = sumOfBlock_0(param);
    highp vec2 before_0 = texelFetch(previousState, ivec2(0), 0).xy;
    highp float _S5 = sum_2.y;
    bool _S6;
    if (_S5 <= 0.0)
    {
        _S6 = true;
    }
    else
    {
        _S6 = _S5 < (settings.leastHair * sum_2.z);
    }
    if (_S6)
    {
        result = vec4(before_0, 0.0, 1.0);
        return;
    }
    highp float intensity_0 = clamp(sum_2.x / _S5, 0.0, 1.0);
    if (before_0.y < 0.5)
    {
        result = vec4(intensity_0, 1.0, 0.0, 1.0);
        return;
    }
    highp float _S7 = before_0.x;
    highp float difference_0 = intensity_0 - _S7;
    highp float _S8 = min(abs(difference_0) / settings.jump, 1.0);
    result = vec4(_S7 + (mix(settings.slow, settings.fast, (_S8 * _S8) * (3.0 - (2.0 * _S8))) * difference_0), 1.0, 0.0, 1.0);
}
