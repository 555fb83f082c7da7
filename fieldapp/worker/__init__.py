"""What happens without anyone pressing a button: messages go out, timers are kept, old rows are tidied away."""
