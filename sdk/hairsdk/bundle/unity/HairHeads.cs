namespace HairSdk
{
    /// <summary>How what is seen is shared out among the heads in it, cell by cell.</summary>
    sealed class HairHeads
    {
        /// <summary>Of the head whose hair is nearest, from 0, that with the most hair.</summary>
        public readonly byte[] Numbers;

        /// <summary>Whether there is hair in the cell.</summary>
        public readonly bool[] Hair;

        /// <summary>At least 1.</summary>
        public readonly int Count;

        public HairHeads(byte[] numbers, bool[] hair, int count)
        {
            Numbers = numbers;
            Hair = hair;
            Count = count;
        }
    }
}
