// Generated from hair_render.slang: do not edit.

@binding(1) @group(0) var small : texture_2d<f32>;

@binding(10) @group(0) var heads : texture_2d<f32>;

struct Settings
{
    @align(16) intensityDark : f32,
    @align(4) intensityLight : f32,
    @align(8) strength : f32,
    @align(4) toe : f32,
    @align(16) slow : f32,
    @align(4) fast : f32,
    @align(8) jump : f32,
    @align(4) leastHair : f32,
    @align(16) windowAt : vec2<f32>,
    @align(8) windowSize : vec2<f32>,
    @align(16) head : f32,
};

@binding(0) @group(0) var<uniform> settings : Settings;
@binding(2) @group(0) var coarse : texture_2d<f32>;

@binding(3) @group(0) var sums : texture_2d<f32>;

@binding(4) @group(0) var previousState : texture_2d<f32>;

@binding(5) @group(0) var frame : texture_2d<f32>;

@binding(6) @group(0) var mask : texture_2d<f32>;

@binding(7) @group(0) var state : texture_2d<f32>;

@binding(8) @group(0) var darkLut : texture_3d<f32>;

@binding(9) @group(0) var lightLut : texture_3d<f32>;

struct vertexOutput_0
{
    @builtin(position) output_0 : vec4<f32>,
};

@vertex
fn fullscreen(@builtin(vertex_index) index_0 : u32) -> vertexOutput_0
{
    var _S1 : f32;
    if(index_0 == u32(1))
    {
        _S1 = 3.0f;
    }
    else
    {
        _S1 = -1.0f;
    }
    var _S2 : f32;
    if(index_0 == u32(2))
    {
        _S2 = 3.0f;
    }
    else
    {
        _S2 = -1.0f;
    }
    var _S3 : vertexOutput_0 = vertexOutput_0( vec4<f32>(_S1, _S2, 0.0f, 1.0f) );
    return _S3;
}

fn sizeOf_0( image_0 : texture_2d<f32>) -> vec2<i32>
{
    var width_0 : u32;
    var height_0 : u32;
    {var dim = textureDimensions((image_0));((width_0)) = dim.x;((height_0)) = dim.y;};
    return vec2<i32>(i32(width_0), i32(height_0));
}

fn isOfHead_0( place_0 : vec2<f32>,  span_0 : vec2<f32>) -> bool
{
    var _S4 : vec2<i32> = sizeOf_0(heads);
    var _S5 : vec3<i32> = vec3<i32>(min(vec2<i32>(place_0 * vec2<f32>(_S4) / span_0), _S4 - vec2<i32>(i32(1))), i32(0));
    return (round((textureLoad((heads), ((_S5)).xy, ((_S5)).z)).x * 255.0f)) == (settings.head);
}

fn cutToe_0( probability_0 : f32,  toe_1 : f32) -> f32
{
    return clamp((probability_0 - toe_1) / (1.0f - 2.0f * toe_1), 0.0f, 1.0f);
}

struct pixelOutput_0
{
    @location(0) output_1 : vec4<f32>,
};

@fragment
fn measure(@builtin(position) position_0 : vec4<f32>) -> pixelOutput_0
{
    var _S6 : vec2<i32> = vec2<i32>(i32(16));
    var first_0 : vec2<i32> = vec2<i32>(position_0.xy) * _S6;
    var _S7 : vec2<i32> = sizeOf_0(small);
    var _S8 : vec2<i32> = min(first_0 + _S6, _S7);
    var _S9 : vec3<f32> = vec3<f32>(0.0f);
    var y_0 : i32 = first_0.y;
    var sum_0 : vec3<f32> = _S9;
    for(;;)
    {
        if(y_0 < (_S8.y))
        {
        }
        else
        {
            break;
        }
        var x_0 : i32 = first_0.x;
        for(;;)
        {
            if(x_0 < (_S8.x))
            {
            }
            else
            {
                break;
            }
            var weight_0 : f32;
            if(isOfHead_0(vec2<f32>(f32(x_0), f32(y_0)) + vec2<f32>(0.5f), vec2<f32>(_S7)))
            {
                var _S10 : vec3<i32> = vec3<i32>(x_0, y_0, i32(0));
                weight_0 = cutToe_0((textureLoad((coarse), ((_S10)).xy, ((_S10)).z)).x, settings.toe);
            }
            else
            {
                weight_0 = 0.0f;
            }
            var _S11 : vec3<i32> = vec3<i32>(x_0, y_0, i32(0));
            var sum_1 : vec3<f32> = sum_0 + vec3<f32>(weight_0 * dot((textureLoad((small), ((_S11)).xy, ((_S11)).z)).xyz, vec3<f32>(0.2125999927520752f, 0.71520000696182251f, 0.07220000028610229f)), weight_0, 1.0f);
            x_0 = x_0 + i32(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + i32(1);
    }
    var _S12 : pixelOutput_0 = pixelOutput_0( vec4<f32>(sum_0 / vec3<f32>(256.0f), 1.0f) );
    return _S12;
}

fn sumOfBlock_0( first_1 : vec2<i32>) -> vec3<f32>
{
    var _S13 : vec2<i32> = min(first_1 + vec2<i32>(i32(16)), sizeOf_0(sums));
    var _S14 : vec3<f32> = vec3<f32>(0.0f);
    var y_1 : i32 = first_1.y;
    var sum_2 : vec3<f32> = _S14;
    for(;;)
    {
        if(y_1 < (_S13.y))
        {
        }
        else
        {
            break;
        }
        var x_1 : i32 = first_1.x;
        for(;;)
        {
            if(x_1 < (_S13.x))
            {
            }
            else
            {
                break;
            }
            var _S15 : vec3<i32> = vec3<i32>(x_1, y_1, i32(0));
            var sum_3 : vec3<f32> = sum_2 + (textureLoad((sums), ((_S15)).xy, ((_S15)).z)).xyz;
            x_1 = x_1 + i32(1);
            sum_2 = sum_3;
        }
        y_1 = y_1 + i32(1);
    }
    return sum_2;
}

struct pixelOutput_1
{
    @location(0) output_2 : vec4<f32>,
};

@fragment
fn gather(@builtin(position) position_1 : vec4<f32>) -> pixelOutput_1
{
    var _S16 : pixelOutput_1 = pixelOutput_1( vec4<f32>(sumOfBlock_0(vec2<i32>(position_1.xy) * vec2<i32>(i32(16))) / vec3<f32>(256.0f), 1.0f) );
    return _S16;
}

struct pixelOutput_2
{
    @location(0) output_3 : vec4<f32>,
};

@fragment
fn settle(@builtin(position) position_2 : vec4<f32>) -> pixelOutput_2
{
    var sum_4 : vec3<f32> = sumOfBlock_0(vec2<i32>(i32(0)));
    const _S17 : vec3<i32> = vec3<i32>(i32(0), i32(0), i32(0));
    var before_0 : vec2<f32> = (textureLoad((previousState), ((_S17)).xy, ((_S17)).z)).xy;
    var _S18 : f32 = sum_4.y;
    var _S19 : bool;
    if(_S18 <= 0.0f)
    {
        _S19 = true;
    }
    else
    {
        _S19 = _S18 < (settings.leastHair * sum_4.z);
    }
    if(_S19)
    {
        var _S20 : pixelOutput_2 = pixelOutput_2( vec4<f32>(before_0, 0.0f, 1.0f) );
        return _S20;
    }
    var intensity_0 : f32 = clamp(sum_4.x / _S18, 0.0f, 1.0f);
    if((before_0.y) < 0.5f)
    {
        var _S21 : pixelOutput_2 = pixelOutput_2( vec4<f32>(intensity_0, 1.0f, 0.0f, 1.0f) );
        return _S21;
    }
    var _S22 : f32 = before_0.x;
    var difference_0 : f32 = intensity_0 - _S22;
    var _S23 : f32 = min(abs(difference_0) / settings.jump, 1.0f);
    var _S24 : pixelOutput_2 = pixelOutput_2( vec4<f32>(_S22 + mix(settings.slow, settings.fast, _S23 * _S23 * (3.0f - 2.0f * _S23)) * difference_0, 1.0f, 0.0f, 1.0f) );
    return _S24;
}

struct Place_0
{
     low_0 : vec2<i32>,
     high_0 : vec2<i32>,
     share_0 : vec2<f32>,
};

fn placeOf_0( centre_0 : vec2<f32>,  span_1 : vec2<f32>,  size_0 : vec2<i32>) -> Place_0
{
    var _S25 : vec2<i32> = vec2<i32>(i32(1));
    var _S26 : vec2<i32> = size_0 - _S25;
    var texel_0 : vec2<f32> = clamp(centre_0 * vec2<f32>(size_0) / span_1 - vec2<f32>(0.5f), vec2<f32>(0.0f), vec2<f32>(_S26));
    var place_1 : Place_0;
    var _S27 : vec2<i32> = vec2<i32>(texel_0);
    place_1.low_0 = _S27;
    place_1.high_0 = min(_S27 + _S25, _S26);
    place_1.share_0 = texel_0 - vec2<f32>(_S27);
    return place_1;
}

fn bilinear_0( image_1 : texture_2d<f32>,  at_0 : Place_0) -> vec4<f32>
{
    var _S28 : vec3<i32> = vec3<i32>(at_0.low_0, i32(0));
    var _S29 : vec3<i32> = vec3<i32>(at_0.high_0.x, at_0.low_0.y, i32(0));
    var _S30 : vec3<i32> = vec3<i32>(at_0.low_0.x, at_0.high_0.y, i32(0));
    var _S31 : vec3<i32> = vec3<i32>(at_0.high_0, i32(0));
    var _S32 : vec4<f32> = vec4<f32>(at_0.share_0.x);
    return mix(mix((textureLoad((image_1), ((_S28)).xy, ((_S28)).z)), (textureLoad((image_1), ((_S29)).xy, ((_S29)).z)), _S32), mix((textureLoad((image_1), ((_S30)).xy, ((_S30)).z)), (textureLoad((image_1), ((_S31)).xy, ((_S31)).z)), _S32), vec4<f32>(at_0.share_0.y));
}

fn hairAt_0( centre_1 : vec2<f32>) -> f32
{
    var span_2 : vec2<f32>;
    if((settings.windowSize.x) > 0.0f)
    {
        span_2 = settings.windowSize;
    }
    else
    {
        span_2 = vec2<f32>(sizeOf_0(frame));
    }
    var inside_0 : vec2<f32> = centre_1 - settings.windowAt;
    var _S33 : bool;
    if((any((inside_0 < vec2<f32>(0.0f)))))
    {
        _S33 = true;
    }
    else
    {
        _S33 = (any((inside_0 > span_2)));
    }
    if(_S33)
    {
        _S33 = true;
    }
    else
    {
        _S33 = !isOfHead_0(inside_0, span_2);
    }
    if(_S33)
    {
        return 0.0f;
    }
    return bilinear_0(mask, placeOf_0(inside_0, span_2, sizeOf_0(mask))).x;
}

fn lastOf_0( lut_0 : texture_3d<f32>) -> i32
{
    var width_1 : u32;
    var height_1 : u32;
    var depth_0 : u32;
    {var dim = textureDimensions((lut_0));((width_1)) = dim.x;((height_1)) = dim.y;((depth_0)) = dim.z;};
    return i32(width_1) - i32(1);
}

fn entry_0( place_2 : vec3<i32>,  position_3 : f32) -> vec3<f32>
{
    var _S34 : vec4<i32> = vec4<i32>(place_2, i32(0));
    return mix((textureLoad((darkLut), ((_S34)).xyz, ((_S34)).w)).xyz, (textureLoad((lightLut), ((_S34)).xyz, ((_S34)).w)).xyz, vec3<f32>(position_3));
}

fn lookUp_0( colour_0 : vec3<f32>,  position_4 : f32) -> vec3<f32>
{
    var last_0 : i32 = lastOf_0(darkLut);
    var _S35 : vec3<f32> = vec3<f32>(0.0f);
    var _S36 : vec3<f32> = vec3<f32>(1.0f);
    var place_3 : vec3<f32> = clamp(colour_0, _S35, _S36) * vec3<f32>(f32(last_0));
    var low_1 : vec3<i32> = min(vec3<i32>(place_3), vec3<i32>((last_0 - i32(1))));
    var inside_1 : vec3<f32> = place_3 - vec3<f32>(low_1);
    var r_0 : f32 = inside_1.x;
    var g_0 : f32 = inside_1.y;
    var b_0 : f32 = inside_1.z;
    var _S37 : f32 = max(r_0, max(g_0, b_0));
    var _S38 : f32 = min(r_0, min(g_0, b_0));
    var _S39 : f32 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    var _S40 : bool;
    if(r_0 >= g_0)
    {
        _S40 = r_0 >= b_0;
    }
    else
    {
        _S40 = false;
    }
    var one_0 : vec3<i32>;
    if(_S40)
    {
        one_0 = vec3<i32>(i32(1), i32(0), i32(0));
    }
    else
    {
        if(g_0 >= b_0)
        {
            one_0 = vec3<i32>(i32(0), i32(1), i32(0));
        }
        else
        {
            one_0 = vec3<i32>(i32(0), i32(0), i32(1));
        }
    }
    if(b_0 <= g_0)
    {
        _S40 = b_0 <= r_0;
    }
    else
    {
        _S40 = false;
    }
    var two_0 : vec3<i32>;
    if(_S40)
    {
        two_0 = vec3<i32>(i32(1), i32(1), i32(0));
    }
    else
    {
        if(g_0 <= r_0)
        {
            two_0 = vec3<i32>(i32(1), i32(0), i32(1));
        }
        else
        {
            two_0 = vec3<i32>(i32(0), i32(1), i32(1));
        }
    }
    return clamp(vec3<f32>((1.0f - _S37)) * entry_0(low_1, position_4) + vec3<f32>((_S37 - _S39)) * entry_0(low_1 + one_0, position_4) + vec3<f32>((_S39 - _S38)) * entry_0(low_1 + two_0, position_4) + vec3<f32>(_S38) * entry_0(low_1 + vec3<i32>(i32(1)), position_4), _S35, _S36);
}

struct pixelOutput_3
{
    @location(0) output_4 : vec4<f32>,
};

@fragment
fn recolor(@builtin(position) position_5 : vec4<f32>) -> pixelOutput_3
{
    var _S41 : vec2<i32> = vec2<i32>(position_5.xy);
    var _S42 : vec3<i32> = vec3<i32>(_S41, i32(0));
    var colour_1 : vec4<f32> = (textureLoad((frame), ((_S42)).xy, ((_S42)).z));
    var hair_0 : f32 = hairAt_0(vec2<f32>(_S41) + vec2<f32>(0.5f));
    const _S43 : vec3<i32> = vec3<i32>(i32(0), i32(0), i32(0));
    var seen_0 : vec4<f32> = (textureLoad((state), ((_S43)).xy, ((_S43)).z));
    var share_1 : f32;
    if((seen_0.y) > 0.5f)
    {
        share_1 = clamp(hair_0 * settings.strength, 0.0f, 1.0f);
    }
    else
    {
        share_1 = 0.0f;
    }
    var _S44 : vec3<f32> = colour_1.xyz;
    var _S45 : pixelOutput_3 = pixelOutput_3( vec4<f32>(mix(_S44, lookUp_0(_S44, clamp((seen_0.x - settings.intensityDark) / (settings.intensityLight - settings.intensityDark), 0.0f, 1.0f)), vec3<f32>(share_1)), colour_1.w) );
    return _S45;
}
