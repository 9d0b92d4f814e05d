package hairsdk;

import org.json.JSONException;
import org.json.JSONObject;

/**
 * Which head of the frame before each head goes on from: the one that its hair lies upon; see
 * "Several people" in README.md.
 */
final class HairFollower {
    static final class Origin {
        /** Its number in the frame before, or -1 where it is new. */
        final int from;
        /** For how many frames its intensity moves slowly, as heads have met or parted. */
        final int unsettled;
        /** Whether they did so in this frame. */
        final boolean isMixed;

        Origin(int from, int unsettled, boolean isMixed) {
            this.from = from;
            this.unsettled = unsettled;
            this.isMixed = isMixed;
        }
    }

    private final int settled, cells;
    private int[] unsettled;
    // Per cell of the last frame's window, 1 more than the number of the head with hair there.
    private int[] places;
    private HairWindow window;

    HairFollower(JSONObject settings, int cells) throws JSONException {
        settled = settings.getInt("settled");
        this.cells = cells;
        reset();
    }

    /** At a cut. */
    void reset() {
        unsettled = new int[] {0};
        places = null;
    }

    /** Take in a frame's heads. Where nobody is there the first one's intensity goes on alone. */
    Origin[] follow(HairHeads heads, HairWindow seen) {
        Origin[] followed = {new Origin(0, unsettled[0], false)};
        if (heads.isEmpty()) {
            // Who comes back may be any of them.
            unsettled[0] = Math.max(unsettled[0] - 1, 0);
            return followed;
        }
        if (heads.count > 1 || unsettled.length > 1) followed = meet(heads, seen);
        unsettled = new int[followed.length];
        for (int i = 0; i < followed.length; i++)
            unsettled[i] = Math.max(followed[i].unsettled - 1, 0);
        places = new int[heads.hair.length];
        for (int i = 0; i < places.length; i++)
            places[i] = heads.hair[i] ? heads.numbers[i] + 1 : 0;
        window = seen;
        return followed;
    }

    /** Find out who is who. */
    private Origin[] meet(HairHeads heads, HairWindow seen) {
        int[] there = there(seen);
        // Cells of each head now in which each head of the last frame had hair.
        int[][] shared = new int[heads.count][unsettled.length];
        for (int i = 0; i < there.length; i++)
            if (heads.hair[i] && there[i] > 0) shared[heads.numbers[i]][there[i] - 1]++;
        Origin[] followed = new Origin[heads.count];
        for (int head = 0; head < followed.length; head++) {
            int from = 0, met = 0, parted = 0;
            for (int i = 0; i < unsettled.length; i++) {
                if (shared[head][i] > shared[head][from]) from = i;
                if (shared[head][i] > 0) met++;
            }
            for (int[] other : shared) if (other[from] > 0) parted++;
            boolean isMixed = met > 1 || parted > 1;
            followed[head] = met == 0 ? new Origin(-1, 0, false)
                : new Origin(from, isMixed ? settled : unsettled[from], isMixed);
        }
        return followed;
    }

    /** Where the heads of the last frame were, in the cells of another window. */
    private int[] there(HairWindow seen) {
        int[] there = new int[cells * cells];
        if (places == null) return there;
        int[] columns = along(seen.left, seen.width, window.left, window.width);
        int[] rows = along(seen.top, seen.height, window.top, window.height);
        for (int i = 0; i < there.length; i++) {
            int row = rows[i / cells], column = columns[i % cells];
            if (row >= 0 && row < cells && column >= 0 && column < cells)
                there[i] = places[row * cells + column];
        }
        return there;
    }

    /** In which cell of another window the middle of each cell of a window is, along an axis. */
    private int[] along(int from, int length, int otherFrom, int otherLength) {
        int[] along = new int[cells];
        for (int i = 0; i < cells; i++)
            along[i] = (int) Math.floor(
                (from + (i + 0.5) * length / cells - otherFrom) * cells / otherLength);
        return along;
    }
}
