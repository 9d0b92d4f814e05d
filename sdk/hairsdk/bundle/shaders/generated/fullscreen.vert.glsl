#version 300 es
// Generated from hair_render.slang: do not edit.

void main()
{
    float _S1;
    if (uint(gl_VertexID) == 1u)
    {
        _S1 = 3.0;
    }
    else
    {
        _S1 = -1.0;
    }
    float _S2;
    if (uint(gl_VertexID) == 2u)
    {
        _S2 = 3.0;
    }
    else
    {
        _S2 = -1.0;
    }
    gl_Position = vec4(_S1, _S2, 0.0, 1.0);
}
