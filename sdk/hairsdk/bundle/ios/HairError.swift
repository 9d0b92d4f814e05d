import Foundation

/// What the classes throw, beside what the network throws.
public enum HairError: LocalizedError {
    /// The bundle does not hold what is asked for.
    case bundle(String)

    /// A texture, or the order of the calls, is not what it has to be.
    case use(String)

    /// The GPU has not done its work: iOS stops that of apps in the background. The stream begins
    /// anew with the next frame.
    case gpu(String)

    public var errorDescription: String? {
        switch self {
        case .bundle(let message), .use(let message), .gpu(let message): return message
        }
    }
}
