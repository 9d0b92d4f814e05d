#version 300 es
// Generated from hair_steady.slang: do not edit.

precision highp float;
precision highp int;

struct Place_0
{
    ivec2 low_0;
    ivec2 high_0;
    highp vec2 share_0;
};

layout(std140) uniform Settings
{
    int cell;
    highp float ease;
    highp float noise;
    highp float carry;
} settings;

uniform highp sampler2D slopes;
uniform highp sampler2D motion;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(slopes, 0).x);
    uint height_0 = uint(textureSize(slopes, 0).y);
    return ivec2(int(width_0), int(height_0));
}

highp vec3 slopesAt_0(ivec2 cell_1)
{
    ivec3 _S1 = ivec3(clamp(cell_1, ivec2(0), sizeOf_0() - ivec2(1)), 0);
    return texelFetch(slopes, _S1.xy, _S1.z).xyz;
}

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(motion, 0).x);
    uint height_1 = uint(textureSize(motion, 0).y);
    return ivec2(int(width_1), int(height_1));
}

Place_0 placeOf_0(highp vec2 centre_0, highp vec2 span_0, ivec2 size_0)
{
    ivec2 _S2 = size_0 - ivec2(1);
    highp vec2 texel_0 = clamp(((centre_0 * vec2(size_0)) / span_0) - vec2(0.5), vec2(0.0), vec2(_S2));
    ivec2 _S3 = ivec2(texel_0);
    Place_0 place_0;
    place_0.low_0 = _S3;
    place_0.high_0 = min((_S3 + ivec2(1)), _S2);
    place_0.share_0 = texel_0 - vec2(_S3);
    return place_0;
}

highp vec4 bilinear_0(Place_0 _S4)
{
    ivec3 _S5 = ivec3(_S4.low_0, 0);
    ivec3 _S6 = ivec3(_S4.high_0.x, _S4.low_0.y, 0);
    ivec3 _S7 = ivec3(_S4.low_0.x, _S4.high_0.y, 0);
    ivec3 _S8 = ivec3(_S4.high_0, 0);
    highp vec4 _S9 = vec4(_S4.share_0.x);
    return mix(mix(texelFetch(motion, _S5.xy, _S5.z), texelFetch(motion, _S6.xy, _S6.z), _S9), mix(texelFetch(motion, _S7.xy, _S7.z), texelFetch(motion, _S8.xy, _S8.z), _S9), vec4(_S4.share_0.y));
}

highp vec2 motionAt_0(highp vec2 centre_1, ivec2 size_1)
{
    ivec2 _S10 = sizeOf_1();
    highp vec2 _S11 = vec2(size_1);
    highp vec2 param = centre_1;
    highp vec2 param_1 = _S11;
    ivec2 param_2 = _S10;
    Place_0 param_3 = placeOf_0(param, param_1, param_2);
    return (bilinear_0(param_3).xy * _S11) / vec2(_S10);
}

void main()
{
    ivec2 _S12 = ivec2(gl_FragCoord.xy);
    int y_0 = -2;
    highp vec3 squares_0 = vec3(0.0);
    highp vec2 missing_0 = vec2(0.0);
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
            ivec2 param = _S12 + ivec2(x_0, y_0);
            highp vec3 here_0 = slopesAt_0(param);
            highp vec2 _S15 = here_0.xy;
            highp vec3 squares_1 = squares_0 + vec3(_S15 * _S15, here_0.x * here_0.y);
            highp vec2 missing_1 = missing_0 + (_S15 * here_0.z);
            x_0++;
            squares_0 = squares_1;
            missing_0 = missing_1;
            continue;
        }
        y_0++;
        continue;
    }
    highp vec2 own_0 = (squares_0.xy / vec2(25.0)) + vec2(settings.ease);
    highp float both_0 = squares_0.z / 25.0;
    highp vec2 missing_2 = missing_0 / vec2(25.0);
    highp float _S16 = missing_2.y;
    highp float _S17 = own_0.y;
    highp float _S18 = missing_2.x;
    highp float _S19 = own_0.x;
    highp vec2 param_1 = gl_FragCoord.xy;
    ivec2 param_2 = sizeOf_0();
    result = vec4(motionAt_0(param_1, param_2) + clamp(vec2((both_0 * _S16) - (_S17 * _S18), (both_0 * _S18) - (_S19 * _S16)) / vec2((_S19 * _S17) - (both_0 * both_0)), vec2(-2.0), vec2(2.0)), 0.0, 1.0);
}
