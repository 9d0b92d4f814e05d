package android.opengl;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** What the bundle's classes use of Android's EGL, on this system's library. */
public final class EGL14 {
    public static final EGLContext EGL_NO_CONTEXT = new EGLContext(0);

    static {
        Native.register(Library.class, "EGL");
    }

    private static final class Library {
        static native Pointer eglGetCurrentContext();
    }

    public static EGLContext eglGetCurrentContext() {
        return new EGLContext(Pointer.nativeValue(Library.eglGetCurrentContext()));
    }
}
