// Generated from hair_steady.slang: do not edit.

struct Settings
{
    @align(16) cell : i32,
    @align(4) ease : f32,
    @align(8) noise : f32,
    @align(4) carry : f32,
};

@binding(0) @group(0) var<uniform> settings : Settings;
@binding(1) @group(0) var small : texture_2d<f32>;

@binding(2) @group(0) var grey : texture_2d<f32>;

@binding(4) @group(0) var motion : texture_2d<f32>;

@binding(3) @group(0) var greyBefore : texture_2d<f32>;

@binding(5) @group(0) var slopes : texture_2d<f32>;

@binding(6) @group(0) var moved : texture_2d<f32>;

@binding(8) @group(0) var coarse : texture_2d<f32>;

@binding(7) @group(0) var trusted : texture_2d<f32>;

@binding(9) @group(0) var before : texture_2d<f32>;

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

struct pixelOutput_0
{
    @location(0) output_1 : vec4<f32>,
};

@fragment
fn greyOfCells(@builtin(position) position_0 : vec4<f32>) -> pixelOutput_0
{
    var _S4 : vec2<i32> = vec2<i32>(position_0.xy) * vec2<i32>(settings.cell);
    var _S5 : vec3<f32> = vec3<f32>(0.0f);
    var y_0 : i32 = i32(0);
    var sum_0 : vec3<f32> = _S5;
    for(;;)
    {
        if(y_0 < (settings.cell))
        {
        }
        else
        {
            break;
        }
        var x_0 : i32 = i32(0);
        for(;;)
        {
            if(x_0 < (settings.cell))
            {
            }
            else
            {
                break;
            }
            var _S6 : vec3<i32> = vec3<i32>(_S4 + vec2<i32>(x_0, y_0), i32(0));
            var sum_1 : vec3<f32> = sum_0 + (textureLoad((small), ((_S6)).xy, ((_S6)).z)).xyz;
            x_0 = x_0 + i32(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + i32(1);
    }
    var level_0 : f32 = dot(sum_0, vec3<f32>(0.29899999499320984f, 0.58700001239776611f, 0.11400000005960464f)) * 255.0f / f32(settings.cell * settings.cell);
    var _S7 : pixelOutput_0 = pixelOutput_0( vec4<f32>(level_0, level_0, level_0, 1.0f) );
    return _S7;
}

fn sizeOf_0( image_0 : texture_2d<f32>) -> vec2<i32>
{
    var width_0 : u32;
    var height_0 : u32;
    {var dim = textureDimensions((image_0));((width_0)) = dim.x;((height_0)) = dim.y;};
    return vec2<i32>(i32(width_0), i32(height_0));
}

struct Place_0
{
     low_0 : vec2<i32>,
     high_0 : vec2<i32>,
     share_0 : vec2<f32>,
};

fn placeOf_0( centre_0 : vec2<f32>,  span_0 : vec2<f32>,  size_0 : vec2<i32>) -> Place_0
{
    var _S8 : vec2<i32> = vec2<i32>(i32(1));
    var _S9 : vec2<i32> = size_0 - _S8;
    var texel_0 : vec2<f32> = clamp(centre_0 * vec2<f32>(size_0) / span_0 - vec2<f32>(0.5f), vec2<f32>(0.0f), vec2<f32>(_S9));
    var place_0 : Place_0;
    var _S10 : vec2<i32> = vec2<i32>(texel_0);
    place_0.low_0 = _S10;
    place_0.high_0 = min(_S10 + _S8, _S9);
    place_0.share_0 = texel_0 - vec2<f32>(_S10);
    return place_0;
}

fn bilinear_0( image_1 : texture_2d<f32>,  at_0 : Place_0) -> vec4<f32>
{
    var _S11 : vec3<i32> = vec3<i32>(at_0.low_0, i32(0));
    var _S12 : vec3<i32> = vec3<i32>(at_0.high_0.x, at_0.low_0.y, i32(0));
    var _S13 : vec3<i32> = vec3<i32>(at_0.low_0.x, at_0.high_0.y, i32(0));
    var _S14 : vec3<i32> = vec3<i32>(at_0.high_0, i32(0));
    var _S15 : vec4<f32> = vec4<f32>(at_0.share_0.x);
    return mix(mix((textureLoad((image_1), ((_S11)).xy, ((_S11)).z)), (textureLoad((image_1), ((_S12)).xy, ((_S12)).z)), _S15), mix((textureLoad((image_1), ((_S13)).xy, ((_S13)).z)), (textureLoad((image_1), ((_S14)).xy, ((_S14)).z)), _S15), vec4<f32>(at_0.share_0.y));
}

struct pixelOutput_1
{
    @location(0) output_2 : vec4<f32>,
};

@fragment
fn halve(@builtin(position) position_1 : vec4<f32>) -> pixelOutput_1
{
    var size_1 : vec2<i32> = sizeOf_0(grey);
    var _S16 : vec2<f32> = position_1.xy;
    var _S17 : vec2<i32> = (size_1 + vec2<i32>(i32(1))) / vec2<i32>(i32(2));
    var _S18 : pixelOutput_1 = pixelOutput_1( bilinear_0(grey, placeOf_0(_S16, vec2<f32>(_S17), size_1)) );
    return _S18;
}

fn motionAt_0( centre_1 : vec2<f32>,  size_2 : vec2<i32>) -> vec2<f32>
{
    var known_0 : vec2<i32> = sizeOf_0(motion);
    var _S19 : vec2<f32> = vec2<f32>(size_2);
    return bilinear_0(motion, placeOf_0(centre_1, _S19, known_0)).xy * _S19 / vec2<f32>(known_0);
}

fn levelAt_0( cell_1 : vec2<i32>) -> f32
{
    var _S20 : vec3<i32> = vec3<i32>(clamp(cell_1, vec2<i32>(i32(0)), sizeOf_0(grey) - vec2<i32>(i32(1))), i32(0));
    return (textureLoad((grey), ((_S20)).xy, ((_S20)).z)).x;
}

struct pixelOutput_2
{
    @location(0) output_3 : vec4<f32>,
};

@fragment
fn slopesOfCells(@builtin(position) position_2 : vec4<f32>) -> pixelOutput_2
{
    var _S21 : vec2<f32> = position_2.xy;
    var _S22 : vec2<i32> = vec2<i32>(_S21);
    var size_3 : vec2<i32> = sizeOf_0(grey);
    const _S23 : vec2<i32> = vec2<i32>(i32(1), i32(0));
    const _S24 : vec2<i32> = vec2<i32>(i32(0), i32(1));
    var _S25 : pixelOutput_2 = pixelOutput_2( vec4<f32>(0.5f * (levelAt_0(_S22 + _S23) - levelAt_0(_S22 - _S23)), 0.5f * (levelAt_0(_S22 + _S24) - levelAt_0(_S22 - _S24)), bilinear_0(greyBefore, placeOf_0(_S21 + motionAt_0(_S21, size_3), vec2<f32>(size_3), size_3)).x - levelAt_0(_S22), 1.0f) );
    return _S25;
}

fn slopesAt_0( cell_2 : vec2<i32>) -> vec3<f32>
{
    var _S26 : vec3<i32> = vec3<i32>(clamp(cell_2, vec2<i32>(i32(0)), sizeOf_0(slopes) - vec2<i32>(i32(1))), i32(0));
    return (textureLoad((slopes), ((_S26)).xy, ((_S26)).z)).xyz;
}

struct pixelOutput_3
{
    @location(0) output_4 : vec4<f32>,
};

@fragment
fn advance(@builtin(position) position_3 : vec4<f32>) -> pixelOutput_3
{
    var _S27 : vec2<f32> = position_3.xy;
    var _S28 : vec2<i32> = vec2<i32>(_S27);
    var _S29 : vec3<f32> = vec3<f32>(0.0f);
    var _S30 : vec2<f32> = vec2<f32>(0.0f);
    var y_1 : i32 = i32(-2);
    var squares_0 : vec3<f32> = _S29;
    var missing_0 : vec2<f32> = _S30;
    for(;;)
    {
        if(y_1 <= i32(2))
        {
        }
        else
        {
            break;
        }
        var x_1 : i32 = i32(-2);
        for(;;)
        {
            if(x_1 <= i32(2))
            {
            }
            else
            {
                break;
            }
            var here_0 : vec3<f32> = slopesAt_0(_S28 + vec2<i32>(x_1, y_1));
            var _S31 : vec2<f32> = here_0.xy;
            var squares_1 : vec3<f32> = squares_0 + vec3<f32>(_S31 * _S31, here_0.x * here_0.y);
            var missing_1 : vec2<f32> = missing_0 + _S31 * vec2<f32>(here_0.z);
            x_1 = x_1 + i32(1);
            squares_0 = squares_1;
            missing_0 = missing_1;
        }
        y_1 = y_1 + i32(1);
    }
    var _S32 : vec2<f32> = vec2<f32>(25.0f);
    var own_0 : vec2<f32> = squares_0.xy / _S32 + vec2<f32>(settings.ease);
    var both_0 : f32 = squares_0.z / 25.0f;
    var missing_2 : vec2<f32> = missing_0 / _S32;
    var _S33 : f32 = missing_2.y;
    var _S34 : f32 = own_0.y;
    var _S35 : f32 = missing_2.x;
    var _S36 : f32 = own_0.x;
    var _S37 : pixelOutput_3 = pixelOutput_3( vec4<f32>(motionAt_0(_S27, sizeOf_0(slopes)) + clamp(vec2<f32>(both_0 * _S33 - _S34 * _S35, both_0 * _S35 - _S36 * _S33) / vec2<f32>((_S36 * _S34 - both_0 * both_0)), vec2<f32>(-2.0f), vec2<f32>(2.0f)), 0.0f, 1.0f) );
    return _S37;
}

struct pixelOutput_4
{
    @location(0) output_5 : vec4<f32>,
};

@fragment
fn calm(@builtin(position) position_4 : vec4<f32>) -> pixelOutput_4
{
    var _S38 : vec2<i32> = vec2<i32>(position_4.xy);
    var _S39 : vec2<i32> = sizeOf_0(moved) - vec2<i32>(i32(1));
    var _S40 : vec2<f32> = vec2<f32>(0.0f);
    var y_2 : i32 = i32(-2);
    var sum_2 : vec2<f32> = _S40;
    for(;;)
    {
        if(y_2 <= i32(2))
        {
        }
        else
        {
            break;
        }
        var x_2 : i32 = i32(-2);
        for(;;)
        {
            if(x_2 <= i32(2))
            {
            }
            else
            {
                break;
            }
            var _S41 : vec3<i32> = vec3<i32>(clamp(_S38 + vec2<i32>(x_2, y_2), vec2<i32>(i32(0)), _S39), i32(0));
            var sum_3 : vec2<f32> = sum_2 + (textureLoad((moved), ((_S41)).xy, ((_S41)).z)).xy;
            x_2 = x_2 + i32(1);
            sum_2 = sum_3;
        }
        y_2 = y_2 + i32(1);
    }
    var _S42 : pixelOutput_4 = pixelOutput_4( vec4<f32>(sum_2 / vec2<f32>(25.0f), 0.0f, 1.0f) );
    return _S42;
}

struct pixelOutput_5
{
    @location(0) output_6 : vec4<f32>,
};

@fragment
fn trust(@builtin(position) position_5 : vec4<f32>) -> pixelOutput_5
{
    var _S43 : vec2<i32> = vec2<i32>(position_5.xy);
    var y_3 : i32 = i32(-2);
    var sum_4 : f32 = 0.0f;
    for(;;)
    {
        if(y_3 <= i32(2))
        {
        }
        else
        {
            break;
        }
        var x_3 : i32 = i32(-2);
        for(;;)
        {
            if(x_3 <= i32(2))
            {
            }
            else
            {
                break;
            }
            var sum_5 : f32 = sum_4 + abs(slopesAt_0(_S43 + vec2<i32>(x_3, y_3)).z);
            x_3 = x_3 + i32(1);
            sum_4 = sum_5;
        }
        y_3 = y_3 + i32(1);
    }
    var difference_0 : f32 = sum_4 / 25.0f / settings.noise;
    var _S44 : vec3<i32> = vec3<i32>(_S43, i32(0));
    var _S45 : pixelOutput_5 = pixelOutput_5( vec4<f32>((textureLoad((motion), ((_S44)).xy, ((_S44)).z)).xy, settings.carry * exp(- difference_0 * difference_0), 1.0f) );
    return _S45;
}

struct pixelOutput_6
{
    @location(0) output_7 : vec4<f32>,
};

@fragment
fn steady(@builtin(position) position_6 : vec4<f32>) -> pixelOutput_6
{
    var size_4 : vec2<i32> = sizeOf_0(coarse);
    var cells_0 : vec2<i32> = sizeOf_0(trusted);
    var _S46 : vec2<f32> = position_6.xy;
    var _S47 : vec3<i32> = vec3<i32>(vec2<i32>(_S46), i32(0));
    var hair_0 : f32 = (textureLoad((coarse), ((_S47)).xy, ((_S47)).z)).x;
    var _S48 : vec2<f32> = vec2<f32>(size_4);
    var known_1 : vec3<f32> = bilinear_0(trusted, placeOf_0(_S46, _S48, cells_0)).xyz;
    var change_0 : f32 = bilinear_0(before, placeOf_0(_S46 + known_1.xy * _S48 / vec2<f32>(cells_0), _S48, size_4)).x - hair_0;
    var hair_1 : f32 = hair_0 + known_1.z * clamp(1.5f - 1.5f * abs(change_0), 0.0f, 1.0f) * change_0;
    var _S49 : pixelOutput_6 = pixelOutput_6( vec4<f32>(hair_1, hair_1, hair_1, 1.0f) );
    return _S49;
}
