package contacts

type explanation struct{}
