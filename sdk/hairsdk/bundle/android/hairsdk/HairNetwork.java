package hairsdk;

import android.opengl.GLES30;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The network: what it sees of frames, and what it answers. */
final class HairNetwork {
    private final HairPasses passes;
    private final HairRecolorer.Network run;
    private final int side;
    private final ByteBuffer pixels;
    private final float[] input;

    HairNetwork(HairPasses passes, HairRecolorer.Network run, int side) {
        this.passes = passes;
        this.run = run;
        this.side = side;
        pixels = ByteBuffer.allocateDirect(4 * side * side).order(ByteOrder.nativeOrder());
        input = new float[4 * side * side];
    }

    /**
     * A window of a frame, and what the network sees of it.
     *
     * @param name that those of its textures begin with
     */
    HairView see(int texture, HairWindow part, HairWindow all, String name) {
        int seen = part.isSame(all) ? texture : passes.crop(name + "seen", texture, part);
        HairPasses.Target small =
            passes.shrink(seen, part.width, part.height, side, name + "small");
        passes.read(small, GLES30.GL_UNSIGNED_BYTE, pixels);
        return new HairView(part, seen, small, null);
    }

    /** To what was seen last. */
    float[] answer(float[] memory, boolean isMirrored) {
        for (int i = 0; i < side * side; i++) {
            int from = isMirrored ? across(i) : i;
            for (int c = 0; c < 3; c++) input[4 * i + c] = (pixels.get(4 * from + c) & 255) / 255f;
            input[4 * i + 3] = memory == null ? 0 : memory[from];
        }
        float[] answer = run.run(input);
        // OpenGL would read on beyond the end of one that is shorter.
        if (answer == null || answer.length != side * side)
            throw new IllegalStateException("expected " + side * side + " floats from the network, "
                + "found " + (answer == null ? "none" : answer.length));
        return answer.clone();
    }

    /** The number of the texel that lies where texel `i` would in a mirror. */
    int across(int i) {
        return i - 2 * (i % side) + side - 1;
    }
}
