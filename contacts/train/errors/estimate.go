package main

import "fmt"

func estimate(pairs []pair, out string) error {
	var half, rest []pair
	for _, x := range pairs {
		if x.id[len(x.id)-1]%4 == 0 {
			rest = append(rest, x)
		} else {
			half = append(half, x)
		}
	}
	fmt.Println(len(half), len(rest))
	fmt.Printf("articulatory %.3f\n", newChannel().surprise(rest))
	for _, p := range []priors{{4, 20, 20}, {6, 20, 20}, {8, 20, 20}, {4, 60, 40}, {6, 60, 40}, {3, 60, 40}, {4, 5, 5}, {4, 0.5, 0.5}} {
		c := learn(half, p, 6)
		fmt.Printf("%v: %.4f (train %.4f)\n", p, c.surprise(rest), c.surprise(half))
	}
	return nil
}
