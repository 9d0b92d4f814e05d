#version 300 es
// Generated from hair_render.slang: do not edit.

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

uniform highp sampler2D frame;
uniform highp sampler2D heads;
uniform highp sampler2D mask;
uniform highp sampler2D state;
uniform highp sampler3D darkLut;
uniform highp sampler3D lightLut;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(frame, 0).x);
    uint height_1 = uint(textureSize(frame, 0).y);
    return ivec2(int(width_1), int(height_1));
}

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(heads, 0).x);
    uint height_0 = uint(textureSize(heads, 0).y);
    return ivec2(int(width_0), int(height_0));
}

bool isOfHead_0(highp vec2 place_0, highp vec2 span_0)
{
    ivec2 _S1 = sizeOf_0();
    ivec3 _S2 = ivec3(min(ivec2((place_0 * vec2(_S1)) / span_0), (_S1 - ivec2(1))), 0);
    return round(texelFetch(heads, _S2.xy, _S2.z).x * 255.0) == settings.head;
}

ivec2 sizeOf_2()
{
    uint width_2 = uint(textureSize(mask, 0).x);
    uint height_2 = uint(textureSize(mask, 0).y);
    return ivec2(int(width_2), int(height_2));
}

Place_0 placeOf_0(highp vec2 centre_0, highp vec2 span_1, ivec2 size_0)
{
    ivec2 _S3 = size_0 - ivec2(1);
    highp vec2 texel_0 = clamp(((centre_0 * vec2(size_0)) / span_1) - vec2(0.5), vec2(0.0), vec2(_S3));
    ivec2 _S4 = ivec2(texel_0);
    Place_0 place_1;
    place_1.low_0 = _S4;
    place_1.high_0 = min((_S4 + ivec2(1)), _S3);
    place_1.share_0 = texel_0 - vec2(_S4);
    return place_1;
}

highp vec4 bilinear_0(Place_0 _S5)
{
    ivec3 _S6 = ivec3(_S5.low_0, 0);
    ivec3 _S7 = ivec3(_S5.high_0.x, _S5.low_0.y, 0);
    ivec3 _S8 = ivec3(_S5.low_0.x, _S5.high_0.y, 0);
    ivec3 _S9 = ivec3(_S5.high_0, 0);
    highp vec4 _S10 = vec4(_S5.share_0.x);
    return mix(mix(texelFetch(mask, _S6.xy, _S6.z), texelFetch(mask, _S7.xy, _S7.z), _S10), mix(texelFetch(mask, _S8.xy, _S8.z), texelFetch(mask, _S9.xy, _S9.z), _S10), vec4(_S5.share_0.y));
}

highp float hairAt_0(highp vec2 centre_1)
{
    highp vec2 span_2;
    if (settings.windowSize.x > 0.0)
    {
        span_2 = settings.windowSize;
    }
    else
    {
        span_2 = vec2(sizeOf_1());
    }
    highp vec2 inside_0 = centre_1 - settings.windowAt;
    bool _S11;
    if (any(bvec2(lessThan(inside_0, vec2(0.0)))))
    {
        _S11 = true;
    }
    else
    {
        _S11 = any(bvec2(greaterThan(inside_0, span_2)));
    }
    if (_S11)
    {
        _S11 = true;
    }
    else
    {
        highp vec2 param = inside_0;
        highp vec2 param_1 = span_2;
        _S11 = !isOfHead_0(param, param_1);
    }
    if (_S11)
    {
        return 0.0;
    }
    highp vec2 param_2 = inside_0;
    highp vec2 param_3 = span_2;
    ivec2 param_4 = sizeOf_2();
    Place_0 param_5 = placeOf_0(param_2, param_3, param_4);
    return bilinear_0(param_5).x;
}

int lastOf_0()
{
    uint width_3 = uint(textureSize(darkLut, 0).x);
    uint height_3 = uint(textureSize(darkLut, 0).y);
    uint depth_0 = uint(textureSize(darkLut, 0).z);
    return int(width_3) - 1;
}

highp vec3 entry_0(ivec3 place_2, highp float position_0)
{
    ivec4 _S12 = ivec4(place_2, 0);
    return mix(texelFetch(darkLut, _S12.xyz, _S12.w).xyz, texelFetch(lightLut, _S12.xyz, _S12.w).xyz, vec3(position_0));
}

highp vec3 lookUp_0(highp vec3 colour_0, highp float position_1)
{
    int _S13 = lastOf_0();
    highp vec3 place_3 = clamp(colour_0, vec3(0.0), vec3(1.0)) * float(_S13);
    ivec3 low_1 = min(ivec3(place_3), ivec3(_S13 - 1));
    highp vec3 inside_1 = place_3 - vec3(low_1);
    highp float r_0 = inside_1.x;
    highp float g_0 = inside_1.y;
    highp float b_0 = inside_1.z;
    highp float _S16 = max(r_0, max(g_0, b_0));
    highp float _S17 = min(r_0, min(g_0, b_0));
    highp float _S18 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    bool _S19;
    if (r_0 >= g_0)
    {
        _S19 = r_0 >= b_0;
    }
    else
    {
        _S19 = false;
    }
    ivec3 one_0;
    if (_S19)
    {
        one_0 = ivec3(1, 0, 0);
    }
    else
    {
        if (g_0 >= b_0)
        {
            one_0 = ivec3(0, 1, 0);
        }
        else
        {
            one_0 = ivec3(0, 0, 1);
        }
    }
    if (b_0 <= g_0)
    {
        _S19 = b_0 <= r_0;
    }
    else
    {
        _S19 = false;
    }
    ivec3 two_0;
    if (_S19)
    {
        two_0 = ivec3(1, 1, 0);
    }
    else
    {
        if (g_0 <= r_0)
        {
            two_0 = ivec3(1, 0, 1);
        }
        else
        {
            two_0 = ivec3(0, 1, 1);
        }
    }
    ivec3 param = low_1;
    highp float param_1 = position_1;
    ivec3 param_2 = low_1 + one_0;
    highp float param_3 = position_1;
    ivec3 param_4 = low_1 + two_0;
    highp float param_5 = position_1;
    ivec3 param_6 = low_1 + ivec3(1);
    highp float param_7 = position_1;
    return clamp((((entry_0(param, param_1) * (1.0 - _S16)) + (entry_0(param_2, param_3) * (_S16 - _S18))) + (entry_0(param_4, param_5) * (_S18 - _S17))) + (entry_0(param_6, param_7) * _S17), vec3(0.0), vec3(1.0));
}

void main()
{
    ivec2 _S20 = ivec2(gl_FragCoord.xy);
    ivec3 _S21 = ivec3(_S20, 0);
    highp vec4 colour_1 = texelFetch(frame, _S21.xy, _S21.z);
    highp vec2 param = vec2(_S20) + vec2(0.5);
    highp float hair_0 = hairAt_0(param);
    highp vec4 seen_0 = texelFetch(state, ivec2(0), 0);
    highp float share_1;
    if (seen_0.y > 0.5)
    {
        share_1 = clamp(hair_0 * settings.strength, 0.0, 1.0);
    }
    else
    {
        share_1 = 0.0;
    }
    highp vec3 _S23 = colour_1.xyz;
    highp vec3 param_1 = _S23;
    highp float param_2 = clamp((seen_0.x - settings.intensityDark) / (settings.intensityLight - settings.intensityDark), 0.0, 1.0);
    result = vec4(mix(_S23, lookUp_0(param_1, param_2), vec3(share_1)), colour_1.w);
}
