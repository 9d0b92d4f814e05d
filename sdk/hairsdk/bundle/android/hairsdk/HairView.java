package hairsdk;

/** What the network sees of a window of the frame, and its answer. */
final class HairView {
    final HairWindow window;
    final int seen;
    final HairPasses.Target small;
    final float[] mask;

    HairView(HairWindow window, int seen, HairPasses.Target small, float[] mask) {
        this.window = window;
        this.seen = seen;
        this.small = small;
        this.mask = mask;
    }

    HairView with(float[] mask) {
        return new HairView(window, seen, small, mask);
    }
}
