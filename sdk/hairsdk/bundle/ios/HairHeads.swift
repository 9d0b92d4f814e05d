/// How what is seen is shared out among the heads in it, cell by cell.
struct HairHeads {
    /// Of the head whose hair is nearest, from 0, that with the most hair.
    var numbers: [UInt8]

    /// Whether there is hair in the cell.
    var hair: [Bool]

    /// At least 1.
    var count: Int
}
