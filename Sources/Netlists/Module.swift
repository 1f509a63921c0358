// Netlists
