package hairsdk;

/** How what is seen is shared out among the heads in it, cell by cell. */
final class HairHeads {
    /** Of the head whose hair is nearest, from 0, that with the most hair. */
    final byte[] numbers;
    /** Whether there is hair in the cell. */
    final boolean[] hair;
    /** At least 1. */
    final int count;

    HairHeads(byte[] numbers, boolean[] hair, int count) {
        this.numbers = numbers;
        this.hair = hair;
        this.count = count;
    }

    boolean isEmpty() {
        for (boolean isHair : hair) if (isHair) return false;
        return true;
    }
}
