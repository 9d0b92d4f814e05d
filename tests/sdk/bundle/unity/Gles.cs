using System;
using System.Runtime.InteropServices;
using System.Text;

/// <summary>This system's OpenGL ES 3, with a context without a window.</summary>
static class Gles
{
    public const int ColorBufferBit = 0x4000, Triangles = 4, Texture2D = 0x0DE1, Texture3D = 0x806F;
    public const int UnsignedByte = 0x1401, Float = 0x1406, HalfFloat = 0x140B;
    public const int Red = 0x1903, Rgba = 0x1908, Nearest = 0x2600, Linear = 0x2601;
    public const int MagFilter = 0x2800, MinFilter = 0x2801, WrapS = 0x2802, WrapT = 0x2803;
    public const int ClampToEdge = 0x812F, Repeat = 0x2901;
    public const int Rgba8 = 0x8058, R32F = 0x822E, Rgba32F = 0x8814, Rgba16F = 0x881A;
    public const int Texture0 = 0x84C0, StreamDraw = 0x88E0, UniformBuffer = 0x8A11;
    public const int FragmentShader = 0x8B30, VertexShader = 0x8B31, LinkStatus = 0x8B82;
    public const int ActiveUniforms = 0x8B86, UniformOffset = 0x8A3B, Framebuffer = 0x8D40;
    public const int ColorAttachment0 = 0x8CE0, FramebufferComplete = 0x8CD5;
    public const int FloatVec2 = 0x8B50, Int = 0x1404, Sampler2D = 0x8B5E, Sampler3D = 0x8B5F;

    const string Lib = "libGLESv2.so.2", EglLib = "libEGL.so.1";

    [DllImport(Lib)] public static extern int glGetError();
    [DllImport(Lib)] public static extern void glGenTextures(int count, out int id);
    [DllImport(Lib)] public static extern void glDeleteTextures(int count, ref int id);
    [DllImport(Lib)] public static extern void glActiveTexture(int unit);
    [DllImport(Lib)] public static extern void glBindTexture(int kind, int texture);
    [DllImport(Lib)] public static extern void glTexParameteri(int kind, int name, int value);
    [DllImport(Lib)] public static extern void glTexStorage2D(
        int kind, int levels, int format, int width, int height);
    [DllImport(Lib)] public static extern void glTexImage2D(int kind, int level, int inside,
        int width, int height, int border, int format, int type, byte[] pixels);
    [DllImport(Lib)] public static extern void glTexImage3D(int kind, int level, int inside,
        int width, int height, int depth, int border, int format, int type, byte[] pixels);
    [DllImport(Lib)] public static extern void glGenFramebuffers(int count, out int id);
    [DllImport(Lib)] public static extern void glBindFramebuffer(int kind, int framebuffer);
    [DllImport(Lib)] public static extern void glFramebufferTexture2D(
        int kind, int place, int of, int texture, int level);
    [DllImport(Lib)] public static extern int glCheckFramebufferStatus(int kind);
    [DllImport(Lib)] public static extern void glReadPixels(
        int x, int y, int width, int height, int format, int type, byte[] into);
    [DllImport(Lib)] public static extern void glViewport(int x, int y, int width, int height);
    [DllImport(Lib)] public static extern void glClearColor(float r, float g, float b, float a);
    [DllImport(Lib)] public static extern void glClear(int which);
    [DllImport(Lib)] public static extern void glGenBuffers(int count, out int id);
    [DllImport(Lib)] public static extern void glBindBufferBase(int kind, int place, int buffer);
    [DllImport(Lib)] public static extern void glBufferData(
        int kind, IntPtr size, byte[] data, int usage);
    [DllImport(Lib)] public static extern void glGenVertexArrays(int count, out int id);
    [DllImport(Lib)] public static extern void glBindVertexArray(int vertices);
    [DllImport(Lib)] public static extern void glDrawArrays(int kind, int first, int count);
    [DllImport(Lib)] public static extern int glCreateShader(int kind);
    [DllImport(Lib)] public static extern void glShaderSource(
        int shader, int count, string[] texts, int[] lengths);
    [DllImport(Lib)] public static extern void glCompileShader(int shader);
    [DllImport(Lib)] public static extern int glCreateProgram();
    [DllImport(Lib)] public static extern void glAttachShader(int program, int shader);
    [DllImport(Lib)] public static extern void glLinkProgram(int program);
    [DllImport(Lib)] public static extern void glUseProgram(int program);
    [DllImport(Lib)] public static extern void glGetProgramiv(int program, int name, out int value);
    [DllImport(Lib)] public static extern void glGetProgramInfoLog(
        int program, int most, out int length, StringBuilder text);
    [DllImport(Lib)] public static extern int glGetUniformLocation(int program, string name);
    [DllImport(Lib)] public static extern void glUniform1i(int location, int value);
    [DllImport(Lib)] public static extern void glUniform2f(int location, float x, float y);
    [DllImport(Lib)] public static extern void glGetActiveUniform(int program, int number, int most,
        out int length, out int size, out int type, StringBuilder name);
    [DllImport(Lib)] public static extern void glGetActiveUniformsiv(
        int program, int count, ref int number, int name, out int value);

    [DllImport(EglLib)] static extern IntPtr eglGetPlatformDisplay(
        int platform, IntPtr display, IntPtr wishes);
    [DllImport(EglLib)] static extern bool eglInitialize(IntPtr display, out int major, out int minor);
    [DllImport(EglLib)] static extern bool eglBindAPI(int api);
    [DllImport(EglLib)] static extern bool eglChooseConfig(
        IntPtr display, int[] wishes, out IntPtr config, int size, out int found);
    [DllImport(EglLib)] static extern IntPtr eglCreateContext(
        IntPtr display, IntPtr config, IntPtr share, int[] wishes);
    [DllImport(EglLib)] static extern bool eglMakeCurrent(
        IntPtr display, IntPtr draw, IntPtr read, IntPtr context);

    public static void MakeCurrent()
    {
        const int surfaceless = 0x31DD, es = 0x30A0, kinds = 0x3040, es3 = 0x40, none = 0x3038;
        const int version = 0x3098, surfaces = 0x3033;
        IntPtr display = eglGetPlatformDisplay(surfaceless, IntPtr.Zero, IntPtr.Zero);
        bool isReady = eglInitialize(display, out _, out _) & eglBindAPI(es);
        isReady &= eglChooseConfig(
            display, new[] { kinds, es3, surfaces, 0, none }, out IntPtr config, 1, out _);
        IntPtr context = eglCreateContext(display, config, IntPtr.Zero, new[] { version, 3, none });
        if (!isReady || !eglMakeCurrent(display, IntPtr.Zero, IntPtr.Zero, context))
            throw new InvalidOperationException("no context of OpenGL ES 3");
        glGenVertexArrays(1, out int vertices);
        glBindVertexArray(vertices);
    }

    public static void Check()
    {
        int error = glGetError();
        if (error != 0) throw new InvalidOperationException("OpenGL error " + error);
    }

    public static int Link(string vertex, string fragment)
    {
        int program = glCreateProgram();
        foreach (int kind in new[] { VertexShader, FragmentShader })
        {
            int shader = glCreateShader(kind);
            glShaderSource(shader, 1, new[] { kind == VertexShader ? vertex : fragment }, null);
            glCompileShader(shader);
            glAttachShader(program, shader);
        }
        glLinkProgram(program);
        glGetProgramiv(program, LinkStatus, out int isLinked);
        if (isLinked != 0) return program;
        var log = new StringBuilder(4096);
        glGetProgramInfoLog(program, log.Capacity, out _, log);
        throw new InvalidOperationException(log.ToString());
    }
}
