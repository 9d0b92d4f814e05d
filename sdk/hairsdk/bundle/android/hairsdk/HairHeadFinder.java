package hairsdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.json.JSONException;
import org.json.JSONObject;

/** Tells the heads in a picture of several people apart; see "Several people" in README.md. */
final class HairHeadFinder {
    /** Cells of hair that touch, or several such patches of one head. */
    private static final class Patch {
        final List<Integer> members = new ArrayList<>();
        double[] bounds;
    }

    private final int side, cells, most;
    private final double share, sure, growth;
    private final HairCloser closer;
    private final int[][] beside;

    HairHeadFinder(JSONObject settings, HairCloser closer, int side) throws JSONException {
        this.closer = closer;
        this.side = side;
        cells = closer.cells;
        share = settings.getDouble("share");
        sure = settings.getDouble("sure");
        growth = settings.getDouble("growth");
        most = settings.getInt("most");
        beside = new int[cells * cells][];
        for (int i = 0; i < beside.length; i++) beside[i] = beside(i / cells, i % cells);
    }

    /** Share out what is seen: patches that do not touch may be of one head. */
    HairHeads apart(float[] mask, HairWindow seen) {
        float[] means = closer.means(mask);
        boolean[] hair = closer.hairCells(means, closer.faint);
        List<Patch> groups = new ArrayList<>();
        for (Patch patch : patches(hair, means, seen)) {
            Patch nearest = null;
            double least = Double.POSITIVE_INFINITY;
            for (Patch group : groups) {
                double grown = longer(joined(group.bounds, patch.bounds)) / longer(group.bounds);
                if (grown >= least) continue;
                least = grown;
                nearest = group;
            }
            if (nearest == null || (least > growth && groups.size() < most)) {
                groups.add(patch);
            } else {
                nearest.bounds = joined(nearest.bounds, patch.bounds);
                nearest.members.addAll(patch.members);
            }
        }
        return new HairHeads(nearest(groups), hair, Math.max(groups.size(), 1));
    }

    /** The hair of one head alone. */
    float[] only(HairHeads heads, int number, float[] mask) {
        if (heads.count == 1) return mask;
        float[] own = new float[mask.length];
        for (int i = 0; i < own.length; i++) {
            int cell = cellOf(i / side) * cells + cellOf(i % side);
            if (heads.numbers[cell] == number) own[i] = mask[i];
        }
        return own;
    }

    /** What the head has of a mask of another window: what others have there is theirs. */
    float[] share(HairHeads heads, int number, float[] mask, HairWindow seen, HairWindow other) {
        float[] ones = new float[mask.length];
        Arrays.fill(ones, 1);
        float[] share = closer.moved(only(heads, number, ones), seen, other);
        for (int i = 0; i < share.length; i++) share[i] *= mask[i];
        return share;
    }

    /** The cell that a texel's centre lies in, as in the shaders. */
    private int cellOf(int texel) {
        return (int) ((texel + 0.5) * cells / side);
    }

    /** Those of heads. The largest first, of equals the upper one, then the left one. */
    private List<Patch> patches(boolean[] hair, float[] means, HairWindow seen) {
        boolean[] isFound = new boolean[hair.length];
        List<Patch> all = new ArrayList<>(), heads = new ArrayList<>();
        for (int start = 0; start < hair.length; start++)
            if (hair[start] && !isFound[start]) all.add(patch(start, hair, isFound, seen));
        // List.sort and removeIf are not there before Android 7.
        Collections.sort(all, (a, b) -> {
            int order = Integer.compare(b.members.size(), a.members.size());
            if (order == 0) order = Double.compare(a.bounds[1], b.bounds[1]);
            return order != 0 ? order : Double.compare(a.bounds[0], b.bounds[0]);
        });
        for (Patch patch : all)
            if (patch.members.size() >= share * all.get(0).members.size() && isSure(patch, means))
                heads.add(patch);
        return heads;
    }

    private boolean isSure(Patch patch, float[] means) {
        for (int cell : patch.members) if (means[cell] >= sure) return true;
        return false;
    }

    private Patch patch(int start, boolean[] hair, boolean[] isFound, HairWindow seen) {
        Patch patch = new Patch();
        int left = cells, top = cells, right = 0, bottom = 0;
        patch.members.add(start);
        isFound[start] = true;
        for (int next = 0; next < patch.members.size(); next++) {
            int member = patch.members.get(next), row = member / cells, column = member % cells;
            left = Math.min(left, column);
            right = Math.max(right, column + 1);
            top = Math.min(top, row);
            bottom = Math.max(bottom, row + 1);
            for (int cell : beside[member]) {
                if (!hair[cell] || isFound[cell]) continue;
                isFound[cell] = true;
                patch.members.add(cell);
            }
        }
        patch.bounds = closer.boundsOfCells(left, top, right, bottom, seen);
        return patch;
    }

    /**
     * Per cell the number of the group that is nearest, in steps to any of the 8 neighbours; of
     * those that are as near, the one with the least hair.
     */
    private byte[] nearest(List<Patch> groups) {
        byte[] numbers = new byte[cells * cells];
        if (groups.size() < 2) return numbers;
        int[] steps = new int[numbers.length];
        List<Integer> reached = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++)
            for (int cell : groups.get(i).members) numbers[cell] = (byte) (i + 1);
        for (Patch group : groups) reached.addAll(group.members);
        for (int next = 0; next < reached.size(); next++) {
            int from = reached.get(next);
            for (int cell : beside[from]) {
                if (numbers[cell] == 0) {
                    steps[cell] = steps[from] + 1;
                    reached.add(cell);
                } else if (steps[cell] != steps[from] + 1) {
                    continue;
                }
                numbers[cell] = (byte) Math.max(numbers[cell], numbers[from]);
            }
        }
        for (int i = 0; i < numbers.length; i++) numbers[i]--;
        return numbers;
    }

    private int[] beside(int row, int column) {
        int top = Math.max(row - 1, 0), bottom = Math.min(row + 1, cells - 1);
        int left = Math.max(column - 1, 0), right = Math.min(column + 1, cells - 1);
        int[] found = new int[(bottom - top + 1) * (right - left + 1) - 1];
        int count = 0;
        for (int y = top; y <= bottom; y++)
            for (int x = left; x <= right; x++)
                if (y != row || x != column) found[count++] = y * cells + x;
        return found;
    }

    private static double longer(double[] bounds) {
        return Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
    }

    private static double[] joined(double[] a, double[] b) {
        return new double[] {
            Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3]),
        };
    }
}
