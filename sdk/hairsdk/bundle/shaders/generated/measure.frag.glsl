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
} settings;

uniform highp sampler2D small;
uniform highp sampler2D coarse;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(small, 0).x);
    uint height_0 = uint(textureSize(small, 0).y);
    return ivec2(int(width_0), int(height_0));
}

highp float cutToe_0(highp float probability_0, highp float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0 - (2.0 * toe_1)), 0.0, 1.0);
}

void main()
{
    ivec2 first_0 = ivec2(gl_FragCoord.xy) * ivec2(16);
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
            highp float param = texelFetch(coarse, _S3.xy, _S3.z).x;
            highp float param_1 = settings.toe;
            highp float weight_0 = cutToe_0(param, param_1);
            highp vec3 sum_1 = sum_0 + vec3(weight_0 * dot(texelFetch(small, _S3.xy, _S3.z).xyz, vec3(0.2125999927520751953125, 0.715200006961822509765625, 0.072200000286102294921875)), weight_0, 1.0);
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    result = vec4(sum_0 / vec3(256.0), 1.0);
}
