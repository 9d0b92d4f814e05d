package android.opengl;

/** As Android's: the same context is another object each time that it is asked for. */
public final class EGLContext {
    private final long handle;

    EGLContext(long handle) {
        this.handle = handle;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EGLContext && ((EGLContext) other).handle == handle;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(handle);
    }
}
