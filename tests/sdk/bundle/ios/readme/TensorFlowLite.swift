import Foundation

public final class Interpreter {
    public struct Options: Equatable, Hashable {
        public var threadCount: Int?
        public var isXNNPackEnabled = false
        public init() {}
    }

    public init(modelPath: String, options: Options? = nil, delegates: [Delegate]? = nil) throws {}
    public func allocateTensors() throws {}
    @discardableResult
    public func copy(_ data: Data, toInputAt index: Int) throws -> Tensor { Tensor(data: data) }
    public func invoke() throws {}
    public func output(at index: Int) throws -> Tensor { Tensor(data: Data()) }
}

public protocol Delegate: AnyObject {}

public struct Tensor: Equatable, Hashable {
    public let data: Data
}
