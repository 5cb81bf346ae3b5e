package graph

import "math"

// ops are the operators of the default domain that are supported, but for If.
var ops = map[string]builder{
	// Shapes and places.
	"Identity": buildIdentity, "Dropout": buildDropout, "Reshape": buildReshape, "Flatten": buildFlatten,
	"Squeeze": buildSqueeze, "Unsqueeze": buildUnsqueeze, "Transpose": buildTranspose, "Expand": buildExpand,
	"Tile": buildTile, "Slice": buildSlice, "Gather": buildGather, "Concat": buildConcat, "Split": buildSplit,
	"Pad": buildPad,

	// Constants and types.
	"Constant": buildConstant, "ConstantOfShape": buildConstantOfShape, "Shape": buildShape, "Size": buildSize,
	"Range": buildRange, "Cast": buildCast, "CastLike": buildCastLike,

	// One value at a time.
	"Abs": unary(abs), "Acos": unary(wide(math.Acos)), "Asin": unary(wide(math.Asin)), "Atan": unary(wide(math.Atan)),
	"Ceil": unary(wide(math.Ceil)), "Cos": unary(wide(math.Cos)), "Erf": unary(wide(math.Erf)), "Exp": unary(wide(math.Exp)),
	"Floor": unary(wide(math.Floor)), "HardSwish": unary(hardSwish), "Log": unary(wide(math.Log)), "Mish": unary(mish),
	"Neg": buildNeg, "Reciprocal": unary(reciprocal), "Relu": unary(relu), "Round": unary(wide(math.RoundToEven)),
	"Sigmoid": unary(sigmoid), "Sign": unary(sign), "Sin": unary(wide(math.Sin)), "Softplus": unary(softplus),
	"Softsign": unary(softsign), "Sqrt": unary(sqrt), "Tan": unary(wide(math.Tan)), "Tanh": unary(tanh),
	"Celu": buildCelu, "Clip": buildClip, "Elu": buildElu, "Gelu": buildGelu, "HardSigmoid": buildHardSigmoid,
	"LeakyRelu": buildLeakyRelu, "Not": buildNot, "Selu": buildSelu, "Swish": buildSwish,
	"ThresholdedRelu": buildThresholdedRelu,

	// Several values at a time.
	"Add": arithmetic(add, addInt), "Sub": arithmetic(sub, subInt), "Mul": arithmetic(mul, mulInt), "Div": arithmetic(div, divInt),
	"Pow": buildPow, "Mod": buildMod, "PRelu": arithmetic(prelu, nil),
	"Max": variadic(larger, largerInt), "Min": variadic(smaller, smallerInt), "Sum": variadic(add, addInt), "Mean": buildMean,
	"Equal": comparison(eq, eqInt), "Greater": comparison(gt, gtInt), "GreaterOrEqual": comparison(ge, geInt),
	"Less": comparison(lt, ltInt), "LessOrEqual": comparison(le, leInt),
	"And": logic(andBool), "Or": logic(orBool), "Xor": logic(xorBool), "Where": buildWhere,

	// Along axes.
	"ReduceMax": reduction(reduceMax), "ReduceMin": reduction(reduceMin), "ReduceSum": reduction(reduceSum),
	"ReduceMean": reduction(reduceMean), "ReduceProd": reduction(reduceProd), "ReduceSumSquare": reduction(reduceSumSquare),
	"ReduceL1": reduction(reduceL1), "ReduceL2": reduction(reduceL2), "ReduceLogSum": reduction(reduceLogSum),
	"ReduceLogSumExp": reduction(reduceLogSumExp), "ArgMax": argReduction(1), "ArgMin": argReduction(-1),
	"Softmax": softmax(false), "LogSoftmax": softmax(true), "CumSum": buildCumSum,

	// Normalisation.
	"BatchNormalization": buildBatchNorm, "LayerNormalization": buildLayerNorm, "InstanceNormalization": buildInstanceNorm,
	"GroupNormalization": buildGroupNorm, "RMSNormalization": buildRMSNorm, "LpNormalization": buildLpNorm,

	// Products.
	"MatMul": buildMatMul, "Gemm": buildGemm, "Conv": buildConv,
	"MaxPool": buildMaxPool, "AveragePool": buildAveragePool, "GlobalMaxPool": buildGlobalPool(true),
	"GlobalAveragePool": buildGlobalPool(false),
	"LSTM":              buildLSTM, "GRU": buildGRU, "RNN": buildRNN,
}
