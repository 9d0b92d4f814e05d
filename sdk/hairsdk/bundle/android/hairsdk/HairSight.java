package hairsdk;

/** One head of a stream, and what the network remembers of it, as it looks through its window. */
final class HairSight {
    /** That those of its textures begin with. */
    final String name;
    HairWindow window;
    /** Of what is seen through the window. */
    float[] memory;
    final HairSteadier steadier;

    HairSight(String name, HairSteadier steadier) {
        this.name = name;
        this.steadier = steadier;
    }

    /** Look through that window, with no frame before that was seen so. */
    void begin(HairWindow window, float[] memory) {
        this.window = window;
        this.memory = memory;
        steadier.reset();
    }

    /**
     * Read the last frame's steady mask, and add its hair to that of all.
     *
     * @param seen the window through which all of that frame was seen
     * @return false where there was none
     */
    boolean addTo(float[] all, HairCloser closer, HairWindow seen) {
        if (steadier.age == 0) return false;
        memory = steadier.previous();
        float[] found = closer.moved(memory, window, seen);
        for (int i = 0; i < all.length; i++) all[i] = Math.max(all[i], found[i]);
        return true;
    }

    /**
     * Take the mask that was read, through the window to look through now.
     *
     * @param seen the window through which all of that frame was seen
     * @return false where that window is no closer: the head needs no sight
     */
    boolean remember(HairNetwork network, HairCloser closer, int frame, HairWindow whole,
            HairWindow seen) {
        HairWindow next = steadier.age > 0 ? closer.window(memory, window, whole) : window;
        if (next.side() >= seen.side()) return false;
        if (next.isSame(window)) return true;
        memory = closer.moved(memory, window, next);
        window = next;
        steadier.carry(memory, network.see(frame, next, whole, name).small);
        return true;
    }
}
