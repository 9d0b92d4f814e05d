package hairsdk;

import java.util.Arrays;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Where to look closer: the part of a frame that the hair is in; see "Closer looks" in README.md.
 * Masks are square, `side` texels wide and high, and cover a window.
 */
final class HairCloser {
    final int cells;
    final double faint, worth;
    private final int side;
    private final double hair, margin, slack, fade, least;

    HairCloser(JSONObject settings, int side) throws JSONException {
        this.side = side;
        cells = settings.getInt("cells");
        hair = settings.getDouble("hair");
        faint = settings.getDouble("faint");
        margin = settings.getDouble("margin");
        worth = settings.getDouble("worth");
        slack = settings.getDouble("slack");
        fade = settings.getDouble("fade");
        least = settings.getDouble("least");
    }

    /** The window to look through next; the one that was seen for as long as it fits the hair. */
    HairWindow window(float[] mask, HairWindow seen, HairWindow frame) {
        // Through a window all hair is seen well: what is faint there is memory of what has gone.
        double[] bounds = bounds(mask, seen, seen.isSame(frame) ? faint : hair);
        if (bounds == null) return frame;
        HairWindow wanted = around(bounds, frame);
        if (wanted.side() > worth * seen.side() && fits(bounds, seen, frame, slack)) return seen;
        return wanted.side() > worth * frame.side() ? frame : wanted;
    }

    /** Whether hair goes on beyond the window, or is gone: it moves faster than that follows. */
    boolean hasEscaped(float[] mask, HairWindow seen, HairWindow frame) {
        if (seen.isSame(frame)) return false;
        double[] bounds = bounds(mask, seen, hair);
        return bounds == null || !fits(bounds, seen, frame, 1.0 / cells);
    }

    /** What a mask of one window says of another one; 0 where nothing was seen. */
    float[] moved(float[] mask, HairWindow seen, HairWindow other) {
        double[] across = places(seen.left, seen.width, other.left, other.width);
        double[] down = places(seen.top, seen.height, other.top, other.height);
        float[] result = new float[side * side];
        for (int j = 0; j < side; j++) {
            int y = (int) Math.floor(down[j]);
            double share = down[j] - y;
            for (int i = 0; i < side; i++)
                result[j * side + i] = (float) ((1 - share) * between(mask, across[i], y)
                    + share * between(mask, across[i], y + 1));
        }
        return result;
    }

    /** Let a mask end at the window's borders, but for those of the frame. */
    float[] faded(float[] mask, HairWindow seen, HairWindow frame) {
        if (seen.isSame(frame)) return mask;
        double[] across = ramp(seen.left > 0, seen.left + seen.width < frame.width);
        double[] down = ramp(seen.top > 0, seen.top + seen.height < frame.height);
        float[] result = new float[side * side];
        for (int i = 0; i < result.length; i++)
            result[i] = (float) (mask[i] * across[i % side] * down[i / side]);
        return result;
    }

    /** How much hair there is in each cell: specks are no hair. */
    float[] means(float[] mask) {
        float[] means = new float[cells * cells];
        for (int i = 0; i < means.length; i++) means[i] = (float) mean(mask, i / cells, i % cells);
        return means;
    }

    /** In which cells there is hair. */
    boolean[] hairCells(float[] means, double atLeast) {
        float most = 0;
        for (float mean : means) most = Math.max(most, mean);
        double level = Math.min(hair, Math.max(atLeast, most / 2));
        boolean[] isHair = new boolean[means.length];
        for (int i = 0; i < means.length; i++) isHair[i] = means[i] >= level;
        return isHair;
    }

    /** Left, top, right and bottom in the frame, of a box of cells of a window. */
    double[] boundsOfCells(int left, int top, int right, int bottom, HairWindow seen) {
        double across = (double) seen.width / cells, down = (double) seen.height / cells;
        return new double[] {
            seen.left + left * across, seen.top + top * down,
            seen.left + right * across, seen.top + bottom * down,
        };
    }

    /** Of the hair in the frame. */
    private double[] bounds(float[] mask, HairWindow seen, double atLeast) {
        boolean[] isHair = hairCells(means(mask), atLeast);
        int left = cells, top = cells, right = 0, bottom = 0;
        for (int i = 0; i < isHair.length; i++) {
            if (!isHair[i]) continue;
            left = Math.min(left, i % cells);
            right = Math.max(right, i % cells + 1);
            top = Math.min(top, i / cells);
            bottom = i / cells + 1;
        }
        return right == 0 ? null : boundsOfCells(left, top, right, bottom, seen);
    }

    /** Of a cell, which covers texels at its borders in part where `cells` do not divide the side. */
    private double mean(float[] mask, int row, int column) {
        double width = (double) side / cells, sum = 0;
        double top = row * width, bottom = (row + 1) * width;
        double left = column * width, right = (column + 1) * width;
        for (int y = (int) top; y < bottom; y++)
            for (int x = (int) left; x < right; x++)
                sum += mask[y * side + x] * (Math.min(y + 1, bottom) - Math.max(y, top))
                    * (Math.min(x + 1, right) - Math.max(x, left));
        return sum / (width * width);
    }

    private HairWindow around(double[] bounds, HairWindow frame) {
        double longer = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
        int square = Math.max(rounded(least * side), rounded(longer * (1 + 2 * margin)));
        int width = Math.min(square, frame.width), height = Math.min(square, frame.height);
        int left = rounded((bounds[0] + bounds[2] - width) / 2);
        int top = rounded((bounds[1] + bounds[3] - height) / 2);
        return new HairWindow(
            Math.min(Math.max(left, 0), frame.width - width),
            Math.min(Math.max(top, 0), frame.height - height), width, height);
    }

    /** Whether hair keeps clear of the window's borders, but for those of the frame. */
    private static boolean fits(double[] bounds, HairWindow seen, HairWindow frame, double slack) {
        double across = slack * seen.width, down = slack * seen.height;
        int right = seen.left + seen.width, bottom = seen.top + seen.height;
        return (seen.left == 0 || bounds[0] >= seen.left + across)
            && (seen.top == 0 || bounds[1] >= seen.top + down)
            && (right == frame.width || bounds[2] <= right - across)
            && (bottom == frame.height || bounds[3] <= bottom - down);
    }

    /** From another window's texel centres to those of the mask, along one axis. */
    private double[] places(int from, int width, int to, int otherWidth) {
        double[] places = new double[side];
        for (int i = 0; i < side; i++)
            places[i] = ((double) (to - from) * side + (i + 0.5) * otherWidth) / width - 0.5;
        return places;
    }

    private double between(float[] mask, double x, int y) {
        int low = (int) Math.floor(x);
        return (1 - (x - low)) * at(mask, low, y) + (x - low) * at(mask, low + 1, y);
    }

    private float at(float[] mask, int x, int y) {
        return x < 0 || y < 0 || x >= side || y >= side ? 0 : mask[y * side + x];
    }

    private double[] ramp(boolean atStart, boolean atEnd) {
        double[] ramp = new double[side];
        Arrays.fill(ramp, 1);
        for (int i = 0; i < side; i++) {
            double up = Math.min((i + 0.5) / (fade * side), 1);
            if (atStart) ramp[i] = Math.min(ramp[i], up);
            if (atEnd) ramp[side - 1 - i] = Math.min(ramp[side - 1 - i], up);
        }
        return ramp;
    }

    private static int rounded(double length) {
        return (int) Math.floor(length + 0.5);
    }
}
