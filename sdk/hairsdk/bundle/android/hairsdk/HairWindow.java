package hairsdk;

/** A part of a frame, in pixels; row 0 is the frame's first, the top of the picture. */
final class HairWindow {
    final int left, top, width, height;

    HairWindow(int left, int top, int width, int height) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
    }

    boolean isSame(HairWindow other) {
        return other != null && left == other.left && top == other.top
            && width == other.width && height == other.height;
    }

    /** Geometric mean of width and height. */
    double side() {
        return Math.sqrt((double) width * height);
    }
}
