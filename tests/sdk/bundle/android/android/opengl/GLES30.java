package android.opengl;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.Buffer;

/** What the bundle's classes use of Android's OpenGL ES, on this system's library. */
public final class GLES30 {
    public static final int GL_COLOR_BUFFER_BIT = 0x4000, GL_TRIANGLES = 4;
    public static final int GL_CULL_FACE = 0x0B44, GL_DEPTH_TEST = 0x0B71, GL_STENCIL_TEST = 0x0B90;
    public static final int GL_DITHER = 0x0BD0, GL_BLEND = 0x0BE2, GL_SCISSOR_TEST = 0x0C11;
    public static final int GL_UNPACK_ALIGNMENT = 0x0CF5, GL_PACK_ALIGNMENT = 0x0D05;
    public static final int GL_TEXTURE_2D = 0x0DE1, GL_TEXTURE_3D = 0x806F;
    public static final int GL_UNSIGNED_BYTE = 0x1401, GL_FLOAT = 0x1406, GL_HALF_FLOAT = 0x140B;
    public static final int GL_RED = 0x1903, GL_RGBA = 0x1908, GL_EXTENSIONS = 0x1F03;
    public static final int GL_NEAREST = 0x2600, GL_TEXTURE_MAG_FILTER = 0x2800;
    public static final int GL_TEXTURE_MIN_FILTER = 0x2801, GL_TEXTURE_WRAP_S = 0x2802;
    public static final int GL_TEXTURE_WRAP_T = 0x2803, GL_CLAMP_TO_EDGE = 0x812F;
    public static final int GL_RGBA8 = 0x8058, GL_R8 = 0x8229, GL_R32F = 0x822E;
    public static final int GL_RGBA32F = 0x8814, GL_RGBA16F = 0x881A;
    public static final int GL_TEXTURE0 = 0x84C0, GL_STREAM_DRAW = 0x88E0;
    public static final int GL_PIXEL_PACK_BUFFER = 0x88EB, GL_PIXEL_UNPACK_BUFFER = 0x88EC;
    public static final int GL_UNIFORM_BUFFER = 0x8A11, GL_FRAGMENT_SHADER = 0x8B30;
    public static final int GL_VERTEX_SHADER = 0x8B31, GL_LINK_STATUS = 0x8B82;
    public static final int GL_COLOR_ATTACHMENT0 = 0x8CE0, GL_FRAMEBUFFER = 0x8D40;
    public static final int GL_INVALID_INDEX = -1, GL_NO_ERROR = 0;

    /** Whatever was made and not deleted. */
    public static int living;

    static {
        Native.register(GLES30.class, "GLESv2");
        Native.register(Texts.class, "GLESv2");
    }

    /** Where Android's methods take texts and offsets and the library's functions do not, or count. */
    private static final class Texts {
        static native void glShaderSource(int shader, int count, Pointer texts, Pointer lengths);
        static native void glGetProgramInfoLog(int program, int most, int[] length, byte[] text);
        static native int glCreateShader(int kind);
        static native int glCreateProgram();
        static native void glDeleteShader(int shader);
        static native void glDeleteProgram(int program);
        static native void glGenTextures(int count, int[] ids);
        static native void glGenBuffers(int count, int[] ids);
        static native void glGenFramebuffers(int count, int[] ids);
        static native void glGenVertexArrays(int count, int[] ids);
        static native void glDeleteTextures(int count, int[] ids);
        static native void glDeleteBuffers(int count, int[] ids);
        static native void glDeleteFramebuffers(int count, int[] ids);
        static native void glDeleteVertexArrays(int count, int[] ids);
        static native void glGetProgramiv(int program, int name, int[] value);
    }

    public static native String glGetString(int name);
    public static native int glGetError();
    public static native void glEnable(int state);
    public static native void glDisable(int state);
    public static native void glColorMask(boolean red, boolean green, boolean blue, boolean alpha);
    public static native void glPixelStorei(int name, int value);
    public static native void glActiveTexture(int unit);
    public static native void glBindTexture(int kind, int texture);
    public static native void glBindSampler(int unit, int sampler);
    public static native void glTexParameteri(int kind, int name, int value);
    public static native void glTexStorage2D(int kind, int levels, int format, int width, int height);
    public static native void glTexImage2D(int kind, int level, int inside, int width, int height,
        int border, int format, int type, Buffer pixels);
    public static native void glTexImage3D(int kind, int level, int inside, int width, int height,
        int depth, int border, int format, int type, Buffer pixels);
    public static native void glCopyTexSubImage2D(int kind, int level, int toX, int toY,
        int x, int y, int width, int height);
    public static native void glBindFramebuffer(int kind, int framebuffer);
    public static native void glFramebufferTexture2D(int kind, int place, int of, int texture, int level);
    public static native void glReadPixels(int x, int y, int width, int height, int format, int type,
        Buffer into);
    public static native void glViewport(int x, int y, int width, int height);
    public static native void glClearColor(float red, float green, float blue, float alpha);
    public static native void glClear(int which);
    public static native void glBindBuffer(int kind, int buffer);
    public static native void glBindBufferBase(int kind, int place, int buffer);
    public static native void glBufferData(int kind, int size, Buffer data, int usage);
    public static native void glBindVertexArray(int vertices);
    public static native void glDrawArrays(int kind, int first, int count);
    public static native void glCompileShader(int shader);
    public static native void glAttachShader(int program, int shader);
    public static native void glLinkProgram(int program);
    public static native void glUseProgram(int program);
    public static native int glGetUniformLocation(int program, String name);
    public static native void glUniform1i(int location, int value);
    public static native int glGetUniformBlockIndex(int program, String name);
    public static native void glUniformBlockBinding(int program, int block, int binding);

    public static void glShaderSource(int shader, String text) {
        com.sun.jna.StringArray texts = new com.sun.jna.StringArray(new String[] {text});
        Texts.glShaderSource(shader, 1, texts, null);
    }

    public static String glGetProgramInfoLog(int program) {
        byte[] text = new byte[4096];
        Texts.glGetProgramInfoLog(program, text.length, null, text);
        return Native.toString(text);
    }

    public static void glGetProgramiv(int program, int name, int[] value, int offset) {
        Texts.glGetProgramiv(program, name, value);
    }

    public static int glCreateShader(int kind) {
        living++;
        return Texts.glCreateShader(kind);
    }

    public static int glCreateProgram() {
        living++;
        return Texts.glCreateProgram();
    }

    public static void glDeleteShader(int shader) {
        Texts.glDeleteShader(shader);
        if (shader != 0) living--;
    }

    public static void glDeleteProgram(int program) {
        Texts.glDeleteProgram(program);
        if (program != 0) living--;
    }

    public static void glGenTextures(int count, int[] ids, int offset) {
        Texts.glGenTextures(count, ids);
        living += count;
    }

    public static void glGenBuffers(int count, int[] ids, int offset) {
        Texts.glGenBuffers(count, ids);
        living += count;
    }

    public static void glGenFramebuffers(int count, int[] ids, int offset) {
        Texts.glGenFramebuffers(count, ids);
        living += count;
    }

    public static void glGenVertexArrays(int count, int[] ids, int offset) {
        Texts.glGenVertexArrays(count, ids);
        living += count;
    }

    public static void glDeleteTextures(int count, int[] ids, int offset) {
        Texts.glDeleteTextures(count, ids);
        for (int id : ids) if (id != 0) living--;
    }

    public static void glDeleteBuffers(int count, int[] ids, int offset) {
        Texts.glDeleteBuffers(count, ids);
        for (int id : ids) if (id != 0) living--;
    }

    public static void glDeleteFramebuffers(int count, int[] ids, int offset) {
        Texts.glDeleteFramebuffers(count, ids);
        for (int id : ids) if (id != 0) living--;
    }

    public static void glDeleteVertexArrays(int count, int[] ids, int offset) {
        Texts.glDeleteVertexArrays(count, ids);
        for (int id : ids) if (id != 0) living--;
    }
}
