package hairsdk;

import java.util.ArrayList;
import java.util.List;
import org.json.JSONException;
import org.json.JSONObject;

/** Tells the heads in a picture of several people apart; see "Several people" in README.md. */
final class HairHeads {
    /** Told apart, in cells of what is seen. */
    static final class Found {
        /** Per cell, of the head whose hair is nearest, from 0, that with the most hair. */
        final byte[] numbers;
        final boolean[] hair;
        /** At least 1. */
        final int count;
        final boolean isEmpty;

        Found(byte[] numbers, boolean[] hair, int heads) {
            this.numbers = numbers;
            this.hair = hair;
            count = Math.max(heads, 1);
            isEmpty = heads == 0;
        }
    }

    /** Cells of hair that touch, or several such patches of one head. */
    private static final class Patch {
        final List<Integer> members = new ArrayList<>();
        double[] bounds;
    }

    final int most;
    private final int side, cells;
    private final double share;
    private final HairCloser closer;
    private final int[][] beside;

    HairHeads(JSONObject settings, HairCloser closer, int side) throws JSONException {
        this.closer = closer;
        this.side = side;
        cells = closer.cells;
        share = settings.getDouble("share");
        most = settings.getInt("most");
        beside = new int[cells * cells][];
        for (int i = 0; i < beside.length; i++) beside[i] = beside(i / cells, i % cells);
    }

    /**
     * Share out what is seen. Patches that do not touch are of one head where the window around
     * both is little larger than the one around the larger patch.
     */
    Found apart(float[] mask, HairWindow seen) {
        boolean[] hair = closer.hairCells(mask, closer.faint);
        List<Patch> groups = new ArrayList<>();
        int largest = 0;
        for (Patch patch : patches(hair, seen)) {
            largest = Math.max(largest, patch.members.size());
            Patch nearest = null;
            double least = Double.POSITIVE_INFINITY;
            for (Patch group : groups) {
                double growth = growth(group.bounds, patch.bounds, seen);
                if (growth >= least) continue;
                least = growth;
                nearest = group;
            }
            if (nearest != null && (least <= 1 / closer.worth
                    || patch.members.size() < share * largest || groups.size() == most)) {
                nearest.bounds = joined(nearest.bounds, patch.bounds);
                nearest.members.addAll(patch.members);
            } else {
                groups.add(patch);
            }
        }
        return new Found(nearest(groups), hair, groups.size());
    }

    /** The hair of one head alone. */
    float[] only(Found heads, int number, float[] mask) {
        if (heads.count == 1) return mask;
        float[] own = new float[mask.length];
        for (int i = 0; i < own.length; i++) {
            int cell = cellOf(i / side) * cells + cellOf(i % side);
            if (heads.numbers[cell] == number) own[i] = mask[i];
        }
        return own;
    }

    /** The cell that a texel's centre lies in, as in the shaders. */
    private int cellOf(int texel) {
        return (int) ((texel + 0.5) * cells / side);
    }

    /** The largest first, of equals the upper one, then the left one. */
    private List<Patch> patches(boolean[] hair, HairWindow seen) {
        boolean[] isFound = new boolean[hair.length];
        List<Patch> patches = new ArrayList<>();
        for (int start = 0; start < hair.length; start++)
            if (hair[start] && !isFound[start]) patches.add(patch(start, hair, isFound, seen));
        patches.sort((a, b) -> {
            int order = Integer.compare(b.members.size(), a.members.size());
            if (order == 0) order = Double.compare(a.bounds[1], b.bounds[1]);
            return order != 0 ? order : Double.compare(a.bounds[0], b.bounds[0]);
        });
        return patches;
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

    /** How much larger the window around a group would be with that patch in it. */
    private double growth(double[] group, double[] patch, HairWindow seen) {
        return closer.around(joined(group, patch), seen).side() / closer.around(group, seen).side();
    }

    /**
     * Per cell the number of the group that is nearest, in steps to any of the 8 neighbours; of
     * those that are as near, the one with the least hair.
     */
    private byte[] nearest(List<Patch> groups) {
        byte[] numbers = new byte[cells * cells];
        if (groups.size() < 2) return numbers;
        for (int i = 0; i < groups.size(); i++)
            for (int cell : groups.get(i).members) numbers[cell] = (byte) (i + 1);
        for (boolean isFull = false; !isFull;) {
            byte[] before = numbers.clone();
            isFull = true;
            for (int i = 0; i < numbers.length; i++) {
                if (before[i] != 0) continue;
                for (int cell : beside[i])
                    if (before[cell] > numbers[i]) numbers[i] = before[cell];
                isFull &= numbers[i] != 0;
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

    private static double[] joined(double[] a, double[] b) {
        return new double[] {
            Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3]),
        };
    }
}
